#include "tests/ui/screenshots/scenes_realstore.h"

#include "core/service/localoutbox.h"

#include <QFile>

namespace lockbox::test {

namespace {

User user(const char *name, const char *displayName, Side side, const RoleSet &roles)
{
    const QString address = QString::fromLatin1(name);
    return {.userPrincipalName = address,
            .displayName = QString::fromLatin1(displayName),
            .email = address,
            .alternateEmail = {},
            .side = side,
            .roles = roles};
}

constexpr const char *engineer = "eve@fabrikam.example";
constexpr const char *manager = "max@fabrikam.example";

StoreSeed seed()
{
    StoreSeed seed;
    seed.tenant = {.id = TenantId(QUuid::createUuid()),
                   .name = QStringLiteral("Contoso"),
                   .domain = QStringLiteral("contoso.onmicrosoft.com"),
                   .provider = QStringLiteral("Microsoft")};
    seed.policy.requireApproval = true;
    const Role approves = Role::LockboxApprover;
    seed.users = {
        user("ada@contoso.example", "Ada Berg", Side::Customer, {Role::GlobalAdministrator}),
        user("ben@contoso.example", "Ben Cole", Side::Customer, {approves}),
        user("cleo@contoso.example", "Cleo Featherstonehaugh-Warburton", Side::Customer,
             {approves}),
        user("dana@contoso.example", "Dana Holm", Side::Customer, {approves}),
        user(engineer, "Eve Hart", Side::Provider, {Role::Engineer}),
        user(manager, "Max Roth", Side::Provider, {Role::Manager})};
    seed.users[3].email.clear();
    return seed;
}

bool writeNotices(LockboxService &door)
{
    NotificationChange change;
    change.host = QStringLiteral("mail.contoso.example");
    change.sender = QStringLiteral("lockbox@contoso.example");
    if (!door.changeNotifications({realAdministrator()}, change))
        return false;
    const auto filed = door.submitRequest(
        {QString::fromLatin1(engineer)},
        {.reference = QStringLiteral("EXSR359123"),
         .service = QStringLiteral("Exchange"),
         .reason = QStringLiteral("Mail to the finance mailbox is stuck since Monday"),
         .duration = std::chrono::hours(4)});
    return filed && door.authorizeRequest({QString::fromLatin1(manager)}, filed->id.toString(), {});
}

/// Ben's are refused for good, the others' for now.
bool failToSend(LocalOutbox &outbox)
{
    const auto mails = outbox.claim(100);
    if (!mails)
        return false;
    std::vector<DeliveryReport> reports;
    for (const ClaimedMail &mail : *mails) {
        const bool isBens = mail.delivery.recipientName == QLatin1String("Ben Cole");
        reports.push_back(
            {.delivery = mail.delivery,
             .outcome = isBens ? DeliveryReport::Outcome::Never : DeliveryReport::Outcome::Later,
             .words = isBens ? QStringLiteral("550 5.1.1 <ben@contoso.example>: no such user here")
                             : QStringLiteral("451 4.3.2 Please try again later")});
    }
    return outbox.report(reports).has_value();
}

} // namespace

QString realAdministrator()
{
    return QStringLiteral("ada@contoso.example");
}

bool realStoreWithTrouble(const QString &path, const LocalOptions &options)
{
    const ManualClock then(SystemClock().now() - std::chrono::minutes(10));
    LocalOptions past = options;
    past.clock = &then;
    if (!QFile::remove(path) || !createLocalStore(path, seed(), past))
        return false;
    const auto door = openLocalStore(path, past);
    if (!door || !writeNotices(**door))
        return false;
    const auto outbox = LocalOutbox::open(path, past);
    return outbox && failToSend(**outbox);
}

} // namespace lockbox::test
