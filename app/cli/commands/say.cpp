#include "app/cli/commands/say.h"

#include "app/cli/requestwords.h"
#include "app/cli/textwidth.h"
#include "core/base/timetext.h"
#include "core/service/wirejson.h"

#include <QJsonArray>

namespace lockbox::cli {

Result<void> sayRequest(Output &output, const Door &door, const Result<AccessRequest> &request)
{
    if (!request)
        return failure(request);
    output.document(wire::toJson(*request, door.tenant));
    output.words(oneLine(outcome(*request, door.tenant)));
    return {};
}

Result<void> sayRequests(Output &output, const Door &door, const Page<AccessRequest> &page)
{
    const auto now = door.service->now();
    if (!now)
        return failure(now);
    QJsonArray values;
    for (const AccessRequest &request : page.items)
        values.append(wire::toJson(request, door.tenant));
    output.document(wire::toList(values, page.next));
    if (page.items.empty())
        output.words(QStringLiteral("No requests."));
    else if (!output.isJson())
        output.painted(requestTable(page.items, *now, output.isColoured(), output.columns()));
    if (!page.next.isEmpty())
        output.words(QStringLiteral("There are more: --after %1").arg(page.next));
    return {};
}

Result<void> saySetting(Output &output, const Result<Policy> &policy)
{
    if (!policy)
        return failure(policy);
    output.document(wire::toJson(*policy));
    const auto onOff = [](bool on) {
        return Cell{on ? QStringLiteral("on") : QStringLiteral("off"),
                    on ? Tone::Good : Tone::Waiting};
    };
    TextTable table;
    table.add({{QStringLiteral("require-approval")},
               onOff(policy->requireApproval),
               {QStringLiteral("Require approval for all data access requests"), Tone::Quiet}});
    table.add({{QStringLiteral("decide-within")},
               {toDurationText(policy->decideWithin)},
               {QStringLiteral("time to decide before a request expires"), Tone::Quiet}});
    table.add({{QStringLiteral("max-access")},
               {toDurationText(policy->maxAccess)},
               {QStringLiteral("longest access window"), Tone::Quiet}});
    table.add({{QStringLiteral("deny-comment")},
               onOff(policy->commentRequiredOnDeny),
               {QStringLiteral("a comment is required on deny"), Tone::Quiet}});
    output.painted(table.toText(output.isColoured()));
    return {};
}

Result<void> sayUser(Output &output, const Result<User> &user)
{
    if (!user)
        return failure(user);
    output.document(wire::toJson(*user));
    QStringList roles;
    for (Role role : user->roles.toVector())
        roles.append(QStringLiteral("%1 (%2)").arg(displayName(role), toSlug(role)));
    const QString none = QStringLiteral("none");
    TextTable table;
    const auto field = [&](const QString &name, const QString &value) {
        table.add({{name, Tone::Quiet}, {value.isEmpty() ? none : value}});
    };
    field(QStringLiteral("User name"), user->userPrincipalName);
    field(QStringLiteral("Display name"), user->displayName);
    field(QStringLiteral("E-mail"), user->email);
    field(QStringLiteral("Alternate e-mail"), user->alternateEmail);
    field(QStringLiteral("Side"), toSlug(user->side));
    field(QStringLiteral("Roles"), roles.join(QStringLiteral(", ")));
    output.painted(table.toText(output.isColoured()));
    if (isApprover(user->roles) && deliverableAddress(*user).isEmpty())
        output.words(
            QStringLiteral("No notice reaches this approver: there is no address that works."));
    return {};
}

} // namespace lockbox::cli
