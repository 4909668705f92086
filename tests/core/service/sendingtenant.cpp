#include "tests/core/service/sendingtenant.h"

namespace lockbox::test {

SendingTenant::SendingTenant(int port)
{
    setServer(port);
}

void SendingTenant::setServer(int port, const std::set<NoticeKind> &kinds)
{
    need(door().changeNotifications(ada(), {.host = QStringLiteral("localhost"),
                                            .port = port,
                                            .security = MailSecurity::None,
                                            .sender = QStringLiteral("lockbox@contoso.com"),
                                            .optional = kinds}));
    sql(QStringLiteral("DELETE FROM outbox"));
    sql(QStringLiteral("DELETE FROM notice"));
}

LocalOptions SendingTenant::options(const Clock *given)
{
    return {.clock = given ? given : &clock(),
            .busyTimeout = std::chrono::milliseconds(2000),
            .logFolder = logFolder()};
}

void SendingTenant::request(int number)
{
    for (int i = 0; i < number; ++i)
        authorized(QStringLiteral("R%1").arg(i));
}

std::vector<Delivery> SendingTenant::deliveries(const std::vector<DeliveryState> &states)
{
    auto found = need(door().deliveries(ada(), {.states = states, .limit = 1000}));
    std::erase_if(found, [](const Delivery &one) { return one.address.isEmpty(); });
    return found;
}

int SendingTenant::count(DeliveryState state)
{
    return int(deliveries({state}).size());
}

} // namespace lockbox::test
