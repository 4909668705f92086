#include "tests/app/support/stocktenant.h"

#include <cstdio>

/// A process of its own that decides, for the tests to race with others and to kill. It prints a line for each answer of the
/// door, at once: the request's id, then what was answered.
///
///   deciding_process loop STORE               files, authorises and approves request after request, until it is killed
///   deciding_process race STORE UPN SHIFT     decides every waiting request once, starting at the SHIFTth
using namespace lockbox;
using namespace lockbox::test;

static void say(const RequestId &id, const QString &answer)
{
    std::printf("%s %s\n", qPrintable(id.toString()), qPrintable(answer));
    std::fflush(stdout);
}

static int fail(const Error &error)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(toSlug(error.code)), qPrintable(error.message));
    return 1;
}

static int decideForEver(LockboxService &service)
{
    for (;;) {
        const auto pending = filePending(service, 1);
        if (!pending)
            return fail(pending.error());
        const QString id = pending->front().toString();
        const auto approved =
            service.approveRequest({StockTenant::approver(0)}, id, {.window = {}, .comment = id});
        if (!approved)
            return fail(approved.error());
        say(approved->id, QStringLiteral("approved"));
    }
}

static int decideAll(LockboxService &service, const QString &user, size_t shift)
{
    std::vector<RequestId> ids;
    RequestQuery query{.states = {RequestState::Pending}, .limit = 1000};
    const auto page = service.requests({StockTenant::manager()}, query);
    if (!page)
        return fail(page.error());
    for (const AccessRequest &request : page->items)
        ids.push_back(request.id);
    // Everybody is there before anybody starts.
    std::puts("ready");
    std::fflush(stdout);
    if (std::getchar() == EOF)
        return 1;
    for (size_t i = 0; i < ids.size(); ++i) {
        const RequestId id = ids[(i + shift) % ids.size()];
        const auto decided =
            i % 2 == 0 ? service.approveRequest({user}, id.toString(), {})
                       : service.denyRequest({user}, id.toString(), QStringLiteral("not now"));
        if (decided)
            say(id, QStringLiteral("won"));
        else if (decided.error().code == ErrorCode::WrongState && decided.error().decidedAt)
            say(id, QStringLiteral("lost to %1").arg(decided.error().decidedBy));
        else
            return fail(decided.error());
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const QString store = QString::fromLocal8Bit(argv[2]);
    const auto service = openLocalStore(store, besideStore(store));
    if (!service)
        return fail(service.error());
    if (argc == 5 && qstrcmp(argv[1], "race") == 0)
        return decideAll(**service, QString::fromLocal8Bit(argv[3]), QByteArray(argv[4]).toUInt());
    return decideForEver(**service);
}
