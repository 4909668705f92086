#include "app/console/pages.h"

#include "ui/blades/auditlogblade.h"
#include "ui/blades/deskblade.h"
#include "ui/blades/homeblade.h"
#include "ui/blades/inboxblade.h"
#include "ui/blades/requestsblade.h"
#include "ui/blades/securityblade.h"
#include "ui/blades/usersblade.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Translations of what pages are called.
struct Pages {
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

template<typename Page>
Blade *makePage(ConsoleContext &context)
{
    return new Page(context);
}

} // namespace

std::vector<PageFactory> consolePages()
{
    using enum rules::Operation;
    std::vector<PageFactory> pages;
    pages.push_back({.id = QStringLiteral("home"),
                     .title = Pages::tr("Home"),
                     .icon = QStringLiteral("home"),
                     .make = makePage<HomeBlade>});
    pages.push_back({.id = QStringLiteral("users"),
                     .title = Pages::tr("Active users"),
                     .group = Pages::tr("Users"),
                     .groupIcon = QStringLiteral("users"),
                     .icon = QStringLiteral("users"),
                     .needsOneOf = {ReadUsers},
                     .make = makePage<UsersBlade>});
    pages.push_back({.id = QStringLiteral("security"),
                     .title = Pages::tr("Security & privacy"),
                     .group = Pages::tr("Settings"),
                     .groupIcon = QStringLiteral("settings"),
                     .icon = QStringLiteral("settings"),
                     .side = Side::Customer,
                     .needsOneOf = {ReadSettings},
                     .make = makePage<SecurityBlade>});
    pages.push_back({.id = QStringLiteral("requests"),
                     .title = Pages::tr("Customer Lockbox Requests"),
                     .group = Pages::tr("Support"),
                     .groupIcon = QStringLiteral("support"),
                     .icon = QStringLiteral("support"),
                     .side = Side::Customer,
                     .needsOneOf = {ReadRequests},
                     .takesSearch = true,
                     .make = makePage<RequestsBlade>});
    pages.push_back({.id = QStringLiteral("inbox"),
                     .title = Pages::tr("Approver's inbox"),
                     .group = Pages::tr("Support"),
                     .groupIcon = QStringLiteral("support"),
                     .icon = QStringLiteral("mail"),
                     .side = Side::Customer,
                     .needsOneOf = {ReadUsers},
                     .isForDemos = true,
                     .make = makePage<InboxBlade>});
    pages.push_back({.id = QStringLiteral("auditlog"),
                     .title = Pages::tr("Audit log"),
                     .icon = QStringLiteral("log"),
                     .side = Side::Customer,
                     .needsOneOf = {ReadEvents},
                     .showsLog = true,
                     .make = makePage<AuditLogBlade>});
    pages.push_back({.id = QStringLiteral("desk"),
                     .title = Pages::tr("Provider desk"),
                     .icon = QStringLiteral("desk"),
                     .side = Side::Provider,
                     .needsOneOf = {Submit, Authorize},
                     .takesSearch = true,
                     .make = makePage<DeskBlade>});
    return pages;
}

} // namespace lockbox::ui
