#include "tests/app/support/stocktenant.h"

namespace lockbox::test {

namespace {

User person(const QString &name, const QString &displayName, Side side, Role role)
{
    return {.userPrincipalName = name,
            .displayName = displayName,
            .email = name,
            .alternateEmail = {},
            .side = side,
            .roles = {role}};
}

} // namespace

QString StockTenant::approver(int number)
{
    return QStringLiteral("approver%1@contoso.example").arg(number);
}

StoreSeed StockTenant::seed()
{
    StoreSeed seed{.tenant = {.id = TenantId(RandomIdSource().next()),
                              .name = QStringLiteral("Contoso"),
                              .domain = QStringLiteral("contoso.example"),
                              .provider = QStringLiteral("Provider")},
                   .policy = {.requireApproval = true},
                   .users = {}};
    seed.users = {
        person(administrator(), QStringLiteral("Ada Admin"), Side::Customer,
               Role::GlobalAdministrator),
        person(engineer(), QStringLiteral("Erin Engineer"), Side::Provider, Role::Engineer),
        person(manager(), QStringLiteral("Max Manager"), Side::Provider, Role::Manager)};
    for (int i = 0; i < approverCount; ++i)
        seed.users.push_back(person(approver(i), QStringLiteral("Approver %1").arg(i),
                                    Side::Customer, Role::LockboxApprover));
    return seed;
}

LocalOptions besideStore(const QString &store)
{
    return {.logFolder = store + QStringLiteral(".log")};
}

Result<std::vector<RequestId>> filePending(LockboxService &service, int count)
{
    std::vector<RequestId> ids;
    for (int i = 0; i < count; ++i) {
        const auto filed = service.submitRequest(
            {StockTenant::engineer()}, {.reference = QStringLiteral("EXSR%1").arg(100000 + i),
                                        .service = QStringLiteral("Exchange"),
                                        .reason = QStringLiteral("Mail flow stops at one mailbox"),
                                        .duration = std::chrono::hours(1)});
        if (!filed)
            return failure(filed);
        const auto pending =
            service.authorizeRequest({StockTenant::manager()}, filed->id.toString(), {});
        if (!pending)
            return failure(pending);
        ids.push_back(pending->id);
    }
    return ids;
}

} // namespace lockbox::test
