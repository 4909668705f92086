#include "ui/blades/requestact.h"

namespace lockbox::ui {

namespace {

/// The acts' slugs, in the order of the enum.
QString slug(RequestAct act)
{
    static const char *const slugs[] = {"Approve", "Deny",     "Cancel", "Revoke",  "Authorize",
                                        "Reject",  "Withdraw", "Record", "Complete"};
    return QString::fromLatin1(slugs[static_cast<size_t>(act)]);
}

/// Only the requestor withdraws; everybody else who may end the wait cancels.
bool isForThisPerson(RequestAct act, const User &account, const AccessRequest &request)
{
    const bool own = account.userPrincipalName == request.requestor;
    if (act == RequestAct::Withdraw)
        return own;
    return act != RequestAct::Cancel || !own;
}

} // namespace

std::vector<RequestAct> RequestActs::offered(const User &account, const AccessRequest &request,
                                             Timestamp now)
{
    using enum RequestAct;
    std::vector<RequestAct> acts;
    for (RequestAct act :
         {Approve, Deny, Authorize, Reject, Record, Complete, Revoke, Withdraw, Cancel}) {
        if (isForThisPerson(act, account, request)
            && rules::permission(toActor(account), operation(act), request, now))
            acts.push_back(act);
    }
    return acts;
}

rules::Operation RequestActs::operation(RequestAct act)
{
    switch (act) {
    case RequestAct::Approve: return rules::Operation::Approve;
    case RequestAct::Deny: return rules::Operation::Deny;
    case RequestAct::Revoke: return rules::Operation::Revoke;
    case RequestAct::Authorize: return rules::Operation::Authorize;
    case RequestAct::Reject: return rules::Operation::Reject;
    case RequestAct::Record: return rules::Operation::RecordAction;
    case RequestAct::Complete: return rules::Operation::Complete;
    case RequestAct::Cancel:
    case RequestAct::Withdraw: break;
    }
    return rules::Operation::Cancel;
}

QString RequestActs::label(RequestAct act)
{
    switch (act) {
    case RequestAct::Authorize:
    case RequestAct::Approve: return tr("Approve");
    case RequestAct::Deny: return tr("Deny");
    case RequestAct::Cancel: return tr("Cancel request");
    case RequestAct::Revoke: return tr("Revoke access");
    case RequestAct::Reject: return tr("Reject");
    case RequestAct::Withdraw: return tr("Withdraw");
    case RequestAct::Record: return tr("Record action");
    case RequestAct::Complete: break;
    }
    return tr("Close work");
}

QString RequestActs::confirmLabel(RequestAct act)
{
    switch (act) {
    case RequestAct::Approve: return tr("Approve access");
    case RequestAct::Deny: return tr("Deny access");
    case RequestAct::Authorize: return tr("Approve request");
    case RequestAct::Reject: return tr("Reject request");
    case RequestAct::Withdraw: return tr("Withdraw request");
    default: return label(act);
    }
}

QString RequestActs::buttonName(RequestAct act)
{
    const QString name = slug(act);
    return name.at(0).toLower() + name.mid(1) + QStringLiteral("Button");
}

QString RequestActs::confirmButtonName(RequestAct act)
{
    return QStringLiteral("confirm%1Button").arg(slug(act));
}

Result<AccessRequest> RequestActs::perform(LockboxService &service, const Session &session,
                                           RequestAct act, const RequestId &request,
                                           const ActInput &input)
{
    const QString id = request.toString();
    switch (act) {
    case RequestAct::Approve:
        return service.approveRequest(session, id, {.window = input.window, .comment = input.text});
    case RequestAct::Deny: return service.denyRequest(session, id, input.text);
    case RequestAct::Revoke: return service.revokeAccess(session, id, input.text);
    case RequestAct::Authorize: return service.authorizeRequest(session, id, input.text);
    case RequestAct::Reject: return service.rejectRequest(session, id, input.text);
    case RequestAct::Record: return service.recordAction(session, id, input.text);
    case RequestAct::Complete: return service.completeAccess(session, id, input.text);
    case RequestAct::Cancel:
    case RequestAct::Withdraw: break;
    }
    return service.cancelRequest(session, id, input.text);
}

} // namespace lockbox::ui
