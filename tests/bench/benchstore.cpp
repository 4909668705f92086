#include "tests/bench/benchstore.h"

#include "core/demo/demo.h"
#include "core/service/localservice.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace lockbox::bench {

using namespace std::chrono_literals;

[[noreturn]] static void fail(const QString &what)
{
    std::fprintf(stderr, "lockbox_bench: %s\n", qPrintable(what));
    std::exit(1);
}

template<typename T>
static T take(Result<T> result)
{
    if (!result)
        fail(result.error().message);
    return std::move(*result);
}

qint64 storeRequests()
{
    const qint64 requests =
        qEnvironmentVariable("LOCKBOX_BENCH_REQUESTS", QStringLiteral("1000000")).toLongLong();
    return requests;
}

QString storeLocation()
{
    const QString fallback =
        QDir::temp().filePath(QStringLiteral("lockbox-bench-%1.lockbox").arg(storeRequests()));
    return qEnvironmentVariable("LOCKBOX_BENCH_STORE", fallback);
}

/// The log's key and pin beside the store.
static QString logFolder()
{
    return storeLocation() + QStringLiteral(".log");
}

void ensureStore()
{
    if (QFileInfo::exists(storeLocation()))
        return;
    const auto start = std::chrono::steady_clock::now();
    qint64 shown = -1;
    const auto made = demo::createDemoStore(
        storeLocation(), {.seed = 1, .requests = storeRequests(), .logFolder = logFolder()},
        [&](qint64 done, qint64 total) {
            if (const qint64 percent = done * 100 / total; percent != shown) {
                std::fprintf(stderr, "\rmaking the store: %lld %%", percent);
                shown = percent;
            }
            return true;
        });
    if (!made)
        fail(made.error().message);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::fprintf(stderr, "\r%lld requests made in %.1f s, %lld MiB\n", storeRequests(),
                 took.count(), QFileInfo(storeLocation()).size() / 1024 / 1024);
}

std::unique_ptr<LockboxService> openService()
{
    return take(openLocalStore(storeLocation(), {.logFolder = logFolder()}));
}

const Session &approver()
{
    static const Session session{.userPrincipalName = demo::demoCast().approver};
    return session;
}

QStringList preparePending(int count)
{
    auto opened = take(Database::open(storeLocation(), 30s));
    Database &database = *opened;
    LocalLockbox service(std::move(opened), {});
    Transaction all(database, Transaction::Kind::Write);
    if (auto ok = all.begun(); !ok)
        fail(ok.error().message);
    QStringList ids;
    for (int i = 0; i < count; ++i) {
        const auto filed =
            take(service.submitRequest({.userPrincipalName = demo::demoCast().engineer},
                                       {.reference = QStringLiteral("EXSR%1").arg(900'000 + i),
                                        .service = QStringLiteral("Exchange"),
                                        .reason = QStringLiteral("Waits for a measured decision."),
                                        .duration = 1h}));
        const QString id = filed.id.toString();
        take(service.authorizeRequest({.userPrincipalName = demo::demoCast().manager}, id, {}));
        ids.append(id);
    }
    if (auto ok = all.commit(); !ok)
        fail(ok.error().message);
    return ids;
}

} // namespace lockbox::bench
