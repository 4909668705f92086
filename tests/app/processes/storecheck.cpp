#include "tests/app/processes/storecheck.h"

#include "tests/app/support/stocktenant.h"
#include "tests/core/demo/replay.h"

namespace lockbox::test {

std::vector<AccessRequest> storedRequests(LockboxService &service)
{
    return demo::allRequests(service, {StockTenant::manager()});
}

QString checkWholeStore(const QString &path)
{
    if (const auto ok = checkLocalStore(path); !ok)
        return ok.error().message;
    const auto verified = verifyLocalStore(path, {}, {}, besideStore(path));
    if (!verified)
        return verified.error().message;
    if (verified->finding)
        return verified->finding->message;
    const auto service = openLocalStore(path, besideStore(path));
    if (!service)
        return service.error().message;
    const auto users = (*service)->users({StockTenant::administrator()}, {});
    if (!users)
        return users.error().message;
    demo::Replay replay(*users, StockTenant::seed().policy);
    const auto events = demo::allEvents(**service, {StockTenant::administrator()});
    if (const QString wrong = replay.run(events); !wrong.isEmpty())
        return wrong;
    const auto requests = storedRequests(**service);
    if (qsizetype(requests.size()) != replay.requests().size())
        return QStringLiteral("there are %1 requests, and the history tells of %2")
            .arg(requests.size())
            .arg(replay.requests().size());
    for (const AccessRequest &request : requests) {
        if (request != replay.requests().value(request.id))
            return QStringLiteral("request %1 is not what the history makes of it")
                .arg(request.id.toString());
    }
    return {};
}

} // namespace lockbox::test
