#include "core/demo/demo.h"
#include "core/remote/remotelockbox.h"
#include "core/service/serverstore.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/daemonprocess.h"
#include "tests/bench/measuring.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace lockbox;
using namespace lockbox::bench;

/// Lists and searches through lockboxd against the same on the same store without it.
namespace {

struct Subject {
    const char *name;
    RequestQuery query;
};

const std::vector<Subject> &subjects()
{
    using enum RequestState;
    static const std::vector<Subject> all = {
        {"first page", {}},
        {"last page, after a jump to the end", {.fromEnd = true}},
        {"first page by requestor", {.sort = RequestSort::Requestor}},
        {"filtered by state: denied", {.states = {Denied}}},
        {"filtered by two states: revoked, canceled", {.states = {Revoked, Canceled}}},
        {"search for a rare word", {.search = QStringLiteral("palimpsest")}},
        {"search for a frequent word", {.search = QStringLiteral("mailbox")}},
        {"search for two words", {.search = QStringLiteral("mailbox calendar")}},
        {"search for a frequent word: denied",
         {.states = {Denied}, .search = QStringLiteral("mailbox")}},
    };
    return all;
}

/// The key of a page in the middle of all.
QString deepKey(LockboxService &door, const Session &who)
{
    RequestQuery query{.limit = 1000};
    for (int pages = 0; pages < 200; ++pages) {
        const auto page = need(door.requests(who, query));
        if (page.next.isEmpty())
            break;
        query.after = page.next;
    }
    return query.after;
}

double timeOf(LockboxService &door, const Session &who, const RequestQuery &query, size_t &rows)
{
    const auto start = std::chrono::steady_clock::now();
    const auto page = need(door.requests(who, query));
    const double took = millisecondsSince(start);
    rows = page.items.size();
    return took;
}

/// Both sides take turns, so that a noisy moment hits both.
void compare(LockboxService &local, LockboxService &remote, const Session &who,
             const Subject &subject, int repeats)
{
    Samples here;
    Samples there;
    size_t localRows = 0;
    size_t remoteRows = 0;
    for (int i = -5; i < repeats; ++i) {
        const double ownTime = timeOf(local, who, subject.query, localRows);
        const double theirTime = timeOf(remote, who, subject.query, remoteRows);
        if (i < 0)
            continue; // to warm up
        here.add(ownTime);
        there.add(theirTime);
    }
    if (localRows != remoteRows)
        qFatal("%s: %zu rows here, %zu there", subject.name, localRows, remoteRows);
    std::printf("%-42s %5d %5zu %9.0f %9.0f %7.2f\n", subject.name, subject.query.limit, localRows,
                here.median() * 1000, there.median() * 1000, there.median() / here.median());
    std::fflush(stdout);
}

/// The store without the service: a file, or on a server where a URL is given.
std::unique_ptr<LockboxService> tellStore(DaemonProcess &daemon, const QString &url)
{
    if (url.isEmpty()) {
        ensureStore();
        daemon.set("store.path", storeLocation());
        daemon.set("store.log_folder", storeLocation() + QStringLiteral(".log"));
        return openService();
    }
    daemon.set("store.postgres", url);
    daemon.set("store.log_folder", daemon.file("log"));
    const LocalOptions options{.logFolder = daemon.file("log of the other door")};
    return need(openPostgresStore(url, demo::demoSeed().tenant.id, options));
}

int measure(int repeats, const QString &url)
{
    DaemonProcess daemon;
    const Session who = approver();
    const auto local = tellStore(daemon, url);
    daemon.serve();
    const auto remote = need(openRemoteStore(daemon.remote(daemon.enter(who.userPrincipalName))));
    const QString deep = deepKey(*local, who);
    qint64 requests = 0;
    for (const auto &[state, count] : need(local->requestCounts(who)))
        requests += count;
    std::printf("%lld requests %s, medians of %d calls in turns, in microseconds\n\n", requests,
                url.isEmpty() ? "in a file" : "on PostgreSQL", repeats);
    std::printf("%-42s %5s %5s %9s %9s %7s\n", "what", "limit", "rows", "local", "remote", "ratio");
    for (const int limit : {50, 100}) {
        for (Subject subject : subjects()) {
            subject.query.limit = limit;
            compare(*local, *remote, who, subject, repeats);
        }
        compare(*local, *remote, who, {"deep page, by key", {.after = deep, .limit = limit}},
                repeats);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Lists and searches through lockboxd (TLS, loopback) against the same store without it.\n"
        "The store is LOCKBOX_BENCH_STORE, or made in the temporary folder with\n"
        "LOCKBOX_BENCH_REQUESTS requests (1,000,000)."));
    parser.addHelpOption();
    const QCommandLineOption repeats(QStringLiteral("repeats"),
                                     QStringLiteral("Calls on each side (default 60)."),
                                     QStringLiteral("N"), QStringLiteral("60"));
    parser.addOption(repeats);
    const QCommandLineOption postgres(
        QStringLiteral("postgres"),
        QStringLiteral("The store is on a server, where tests/bench/topostgres.py has put it."),
        QStringLiteral("URL"));
    parser.addOption(postgres);
    parser.process(application);
    return measure(std::max(1, parser.value(repeats).toInt()), parser.value(postgres));
}
