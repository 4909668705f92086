#include "app/cli/demostory.h"

#include "app/cli/eventwords.h"
#include "app/cli/timewords.h"
#include "core/base/timetext.h"

#include <QJsonArray>

namespace lockbox::cli {

using namespace std::chrono_literals;

DemoStory::DemoStory(LockboxService &service, Output &output, const Tenant &tenant)
    : m_service(service), m_tell(service, output, tenant), m_tenant(tenant)
{}

Result<void> DemoStory::play(const std::function<bool()> &goesOn)
{
    using Chapter = Result<void> (DemoStory::*)();
    const Chapter chapters[] = {&DemoStory::introduce,     &DemoStory::playWithoutLockbox,
                                &DemoStory::playApproval,  &DemoStory::playDenial,
                                &DemoStory::playExpiry,    &DemoStory::playRevocation,
                                &DemoStory::playEarlyEnds, &DemoStory::showTheRecord};
    for (const Chapter chapter : chapters) {
        if (!goesOn())
            return failure(ErrorCode::Interrupted, QStringLiteral("the story was stopped"));
        if (auto ok = (this->*chapter)(); !ok)
            return ok;
    }
    m_tell.finish();
    return {};
}

Result<void> DemoStory::introduce()
{
    const auto policy = m_service.policy({m_cast.globalAdministrator});
    if (!policy)
        return failure(policy);
    m_policy = *policy;
    const auto now = m_service.now();
    if (!now)
        return failure(now);
    m_tell.remark(
        QStringLiteral("Customer Lockbox, played on a demo store of %1, whose provider is %2.\n"
                       "Its clock shows %3 and is moved where people would wait.")
            .arg(m_tenant.name, m_tenant.provider, bothTimes(*now)));
    const std::pair<const char *, QString> parts[] = {
        {"global administrator", m_cast.globalAdministrator},
        {"access approver", m_cast.approver},
        {"plain user", m_cast.plainUser},
        {"provider's engineer", m_cast.engineer},
        {"provider's manager", m_cast.manager}};
    QString people = QStringLiteral("\nThe people:\n");
    for (const auto &[part, user] : parts)
        people += QStringLiteral("  %1 %2\n").arg(QLatin1String(part), -21).arg(user);
    m_tell.lines(people.chopped(1));
    return {};
}

Result<void> DemoStory::require(bool approval)
{
    const QString word = approval ? QStringLiteral("on") : QStringLiteral("off");
    m_tell.act(QStringLiteral("The administrator switches Require approval %1.").arg(word),
               m_cast.globalAdministrator, QStringLiteral("setting set require-approval ") + word);
    PolicyChange change;
    change.requireApproval = approval;
    const auto policy = m_service.changePolicy({m_cast.globalAdministrator}, change);
    if (!policy)
        return failure(policy);
    m_policy = *policy;
    m_tell.result(QStringLiteral("Require approval is %1.").arg(word));
    return {};
}

Result<QString> DemoStory::freeReference()
{
    for (;;) {
        const QString reference =
            QStringLiteral("DEMO-%1").arg(++m_number, 2, 10, QLatin1Char('0'));
        const auto found = m_service.request({m_cast.manager}, reference);
        if (!found && found.error().code == ErrorCode::NotFound)
            return reference;
        if (!found && found.error().code != ErrorCode::Ambiguous)
            return failure(found);
    }
}

Result<AccessRequest> DemoStory::file(const QString &service, const QString &reason)
{
    const auto reference = freeReference();
    if (!reference)
        return failure(reference);
    const rules::NewRequest wish{.reference = *reference,
                                 .service = service,
                                 .reason = reason,
                                 .duration =
                                     std::min<std::chrono::seconds>(4h, m_policy.maxAccess)};
    m_tell.act(
        QStringLiteral("The engineer finds that only the content will tell, and files a request."),
        m_cast.engineer,
        QStringLiteral("request submit --service %1 --reference %2 --reason \"%3\" --duration %4")
            .arg(service, wish.reference, reason, toDurationText(wish.duration)));
    const auto filed = m_service.submitRequest({m_cast.engineer}, wish);
    if (filed)
        m_tell.result(*filed);
    return filed;
}

Result<AccessRequest> DemoStory::filePending(const QString &service, const QString &reason)
{
    const auto filed = file(service, reason);
    if (!filed)
        return filed;
    m_tell.act(QStringLiteral("The provider's manager approves; the customer is asked."),
               m_cast.manager, QStringLiteral("request authorize ") + filed->reference);
    const auto pending = m_service.authorizeRequest({m_cast.manager}, filed->id.toString(), {});
    if (pending)
        m_tell.result(*pending);
    return pending;
}

Result<AccessRequest> DemoStory::approve(const QString &user, const AccessRequest &request)
{
    const rules::Approval approval{.window = request.duration / 2,
                                   .comment = QStringLiteral("Go ahead")};
    m_tell.act(QStringLiteral("An approver approves, for half of the time."), user,
               QStringLiteral("request approve %1 --duration %2 --comment \"%3\"")
                   .arg(request.reference, toDurationText(*approval.window), approval.comment));
    const auto approved = m_service.approveRequest({user}, request.id.toString(), approval);
    if (approved)
        m_tell.result(*approved);
    return approved;
}

Result<void> DemoStory::wait(std::chrono::seconds time, const QString &why)
{
    m_tell.act(why, m_cast.globalAdministrator,
               QStringLiteral("clock advance ") + toDurationText(time));
    const auto now = m_service.advanceClock({m_cast.globalAdministrator}, time);
    if (!now)
        return failure(now);
    m_tell.result(QStringLiteral("It is now %1.").arg(bothTimes(*now)));
    return {};
}

template<typename T>
Result<void> DemoStory::refused(const Result<T> &attempt)
{
    if (attempt)
        return failure(ErrorCode::Internal,
                       QStringLiteral("the story expected a refusal, and there was none"));
    if (isStoreError(attempt.error().code))
        return failure(attempt);
    m_tell.refusal(attempt.error());
    return {};
}

Result<void> DemoStory::tellRecipients(const AccessRequest &request)
{
    const auto details = m_service.request({m_cast.globalAdministrator}, request.id.toString());
    if (!details)
        return failure(details);
    for (const Event &event : details->timeline) {
        if (event.kind != EventKind::RequestNotified)
            continue;
        m_tell.remark(
            QStringLiteral("All approvers are told by e-mail, without a link, for security:"));
        QString lines;
        for (const QJsonValue &value :
             event.details.value(QStringLiteral("recipients")).toArray()) {
            const QString address = value[QStringLiteral("address")].toString();
            lines += QStringLiteral("  %1 %2\n")
                         .arg(value[QStringLiteral("user")].toString(), -44)
                         .arg(address.isEmpty()
                                  ? QStringLiteral("could not be reached: no address that works")
                                  : QStringLiteral("at ") + address);
        }
        m_tell.lines(lines.chopped(1));
    }
    return {};
}

Result<void> DemoStory::playWithoutLockbox()
{
    m_tell.chapter(QStringLiteral("Without Customer Lockbox"));
    if (auto ok = require(false); !ok)
        return ok;
    const auto filed =
        file(QStringLiteral("SharePoint"), QStringLiteral("A site's search finds nothing"));
    if (!filed)
        return failure(filed);
    m_tell.act(QStringLiteral("The provider's manager approves. Nobody at the customer is asked."),
               m_cast.manager, QStringLiteral("request authorize ") + filed->reference);
    const auto open = m_service.authorizeRequest({m_cast.manager}, filed->id.toString(), {});
    if (!open)
        return failure(open);
    m_tell.result(*open);
    m_tell.act(QStringLiteral("The engineer is done, and closes the work."), m_cast.engineer,
               QStringLiteral("request complete ") + filed->reference);
    const auto closed = m_service.completeAccess({m_cast.engineer}, filed->id.toString(), {});
    if (!closed)
        return failure(closed);
    m_tell.result(*closed);
    return {};
}

Result<void> DemoStory::playApproval()
{
    m_tell.chapter(QStringLiteral("With Customer Lockbox: approved"));
    if (auto ok = require(true); !ok)
        return ok;
    const auto pending =
        filePending(QStringLiteral("Exchange"), QStringLiteral("Mail flow stops at one mailbox"));
    if (!pending)
        return failure(pending);
    if (auto ok = tellRecipients(*pending); !ok)
        return ok;
    m_tell.act(QStringLiteral("Somebody without a role tries to approve."), m_cast.plainUser,
               QStringLiteral("request approve ") + pending->reference);
    if (auto ok = refused(m_service.approveRequest({m_cast.plainUser}, pending->id.toString(), {}));
        !ok)
        return ok;
    if (auto ok =
            wait(45min,
                 QStringLiteral("Three quarters of an hour pass; waiting never eats the access."));
        !ok)
        return ok;
    const auto approved = approve(m_cast.approver, *pending);
    if (!approved)
        return failure(approved);
    m_approved = approved->id.toString();
    const QString action = QStringLiteral("Read the transport log of the mailbox");
    m_tell.act(
        QStringLiteral("The engineer works, and notes what was done."), m_cast.engineer,
        QStringLiteral("request record %1 --action \"%2\"").arg(approved->reference, action));
    const auto recorded = m_service.recordAction({m_cast.engineer}, m_approved, action);
    if (!recorded)
        return failure(recorded);
    m_tell.result(QStringLiteral("Recorded with request %1.").arg(recorded->reference));
    if (auto ok = wait(approved->duration / 2, QStringLiteral("The window passes.")); !ok)
        return ok;
    m_tell.act(
        QStringLiteral("Access has ended by itself; the engineer has no more."), m_cast.engineer,
        QStringLiteral("request record %1 --action \"One look more\"").arg(approved->reference));
    return refused(
        m_service.recordAction({m_cast.engineer}, m_approved, QStringLiteral("One look more")));
}

Result<void> DemoStory::playDenial()
{
    m_tell.chapter(QStringLiteral("Denied"));
    const auto pending =
        filePending(QStringLiteral("Teams"), QStringLiteral("A meeting's recording is missing"));
    if (!pending)
        return failure(pending);
    const QString id = pending->id.toString();
    if (m_policy.commentRequiredOnDeny) {
        m_tell.act(QStringLiteral("An approver denies, and gives no reason."), m_cast.approver,
                   QStringLiteral("request deny ") + pending->reference);
        if (auto ok = refused(m_service.denyRequest({m_cast.approver}, id, {})); !ok)
            return ok;
    }
    const QString reason = QStringLiteral("The auditors are here this week");
    m_tell.act(QStringLiteral("An approver denies, with a reason."), m_cast.approver,
               QStringLiteral("request deny %1 --comment \"%2\"").arg(pending->reference, reason));
    const auto denied = m_service.denyRequest({m_cast.approver}, id, reason);
    if (!denied)
        return failure(denied);
    m_tell.result(*denied);
    m_tell.act(QStringLiteral("A colleague comes too late, and is told who decided, and when."),
               m_cast.globalAdministrator, QStringLiteral("request approve ") + pending->reference);
    return refused(m_service.approveRequest({m_cast.globalAdministrator}, id, {}));
}

Result<void> DemoStory::playExpiry()
{
    m_tell.chapter(QStringLiteral("Expired"));
    const auto pending =
        filePending(QStringLiteral("OneDrive"), QStringLiteral("Files come back after deletion"));
    if (!pending)
        return failure(pending);
    if (auto ok = wait(m_policy.decideWithin, QStringLiteral("Nobody decides.")); !ok)
        return ok;
    const auto details = m_service.request({m_cast.approver}, pending->id.toString());
    if (!details)
        return failure(details);
    m_tell.act(QStringLiteral("The request expired by itself, at its deadline."), m_cast.approver,
               QStringLiteral("request show ") + pending->reference);
    m_tell.result(details->request);
    m_tell.act(QStringLiteral("An approver comes too late."), m_cast.approver,
               QStringLiteral("request approve ") + pending->reference);
    return refused(m_service.approveRequest({m_cast.approver}, pending->id.toString(), {}));
}

Result<void> DemoStory::playRevocation()
{
    m_tell.chapter(QStringLiteral("Revoked"));
    const auto pending =
        filePending(QStringLiteral("Exchange"), QStringLiteral("A shared calendar loses entries"));
    if (!pending)
        return failure(pending);
    const auto approved = approve(m_cast.globalAdministrator, *pending);
    if (!approved)
        return failure(approved);
    if (auto ok = wait(10min, QStringLiteral("Ten minutes pass.")); !ok)
        return ok;
    const QString comment = QStringLiteral("The problem is solved");
    m_tell.act(
        QStringLiteral("An approver ends the access early."), m_cast.approver,
        QStringLiteral("request revoke %1 --comment \"%2\"").arg(approved->reference, comment));
    const auto revoked =
        m_service.revokeAccess({m_cast.approver}, approved->id.toString(), comment);
    if (!revoked)
        return failure(revoked);
    m_tell.result(*revoked);
    return {};
}

Result<void> DemoStory::playEarlyEnds()
{
    m_tell.chapter(QStringLiteral("Ended before the customer decides"));
    const auto unneeded = file(QStringLiteral("Teams"), QStringLiteral("Curious about a channel"));
    if (!unneeded)
        return failure(unneeded);
    const QString comment = QStringLiteral("No customer asked for this");
    m_tell.act(
        QStringLiteral("The provider's manager refuses; the customer never sees it."),
        m_cast.manager,
        QStringLiteral("request reject %1 --comment \"%2\"").arg(unneeded->reference, comment));
    const auto rejected =
        m_service.rejectRequest({m_cast.manager}, unneeded->id.toString(), comment);
    if (!rejected)
        return failure(rejected);
    m_tell.result(*rejected);
    const auto pending =
        filePending(QStringLiteral("SharePoint"), QStringLiteral("A list can't be opened"));
    if (!pending)
        return failure(pending);
    m_tell.act(QStringLiteral("The engineer finds the fault elsewhere, and withdraws."),
               m_cast.engineer, QStringLiteral("request cancel ") + pending->reference);
    const auto canceled = m_service.cancelRequest({m_cast.engineer}, pending->id.toString(), {});
    if (!canceled)
        return failure(canceled);
    m_tell.result(*canceled);
    return {};
}

Result<void> DemoStory::showTheRecord()
{
    m_tell.chapter(QStringLiteral("All of it stays on record"));
    const QString reader = m_cast.securityReader;
    const auto details = m_service.request({reader}, m_approved);
    if (!details)
        return failure(details);
    m_tell.act(QStringLiteral("An analyst reads a request's whole story."), reader,
               QStringLiteral("request show ") + m_approved);
    m_tell.result(details->request);
    m_tell.lines(timelineText(details->timeline, 4, false));
    return {};
}

} // namespace lockbox::cli
