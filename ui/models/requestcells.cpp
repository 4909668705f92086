#include "ui/models/requestcells.h"

#include "ui/models/requesttext.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Translations of what lists of requests say.
struct RequestCells {
    Q_DECLARE_TR_FUNCTIONS(RequestCells)
};

QString decidedBy(const AccessRequest &request)
{
    if (!request.decision)
        return {};
    if (!request.approvalRequired)
        return RequestCells::tr("Approval not required");
    return request.decision->byName.isEmpty() ? request.decision->by : request.decision->byName;
}

} // namespace

QString columnName(RequestColumn column)
{
    switch (column) {
    case RequestColumn::Reference: return RequestCells::tr("Reference number");
    case RequestColumn::DateRequested: return RequestCells::tr("Date requested (UTC)");
    case RequestColumn::Requestor: return RequestCells::tr("Requestor");
    case RequestColumn::ActionStatus: return RequestCells::tr("Action status");
    case RequestColumn::Service: return RequestCells::tr("Service");
    case RequestColumn::Reason: return RequestCells::tr("Reason");
    case RequestColumn::TimeLeft: return RequestCells::tr("Time left");
    case RequestColumn::DecidedBy: break;
    }
    return RequestCells::tr("Decided by");
}

QString cellText(const AccessRequest &request, RequestColumn column, const QString &requestorName,
                 Timestamp now)
{
    switch (column) {
    case RequestColumn::Reference: return request.reference;
    case RequestColumn::DateRequested: return utcMinuteText(request.submittedAt);
    case RequestColumn::Requestor: return requestorName;
    case RequestColumn::ActionStatus: return stateText(request.state);
    case RequestColumn::Service: return request.service;
    case RequestColumn::Reason: return request.reason.simplified();
    case RequestColumn::TimeLeft: return timeLeftCell(request, now);
    case RequestColumn::DecidedBy: break;
    }
    return decidedBy(request);
}

QVariant cellToolTip(const AccessRequest &request, RequestColumn column, Timestamp)
{
    const auto deadline = nextDeadline(request);
    switch (column) {
    case RequestColumn::DateRequested: return localAndUtcText(request.submittedAt);
    case RequestColumn::Requestor: return request.requestor;
    case RequestColumn::ActionStatus: return stateExplanation(request.state);
    case RequestColumn::Reason: return request.reason;
    case RequestColumn::TimeLeft:
        return deadline ? QVariant(localAndUtcText(*deadline)) : QVariant();
    case RequestColumn::DecidedBy:
        return request.decision ? QVariant(request.decision->by) : QVariant();
    default: return {};
    }
}

QString timeLeftCell(const AccessRequest &request, Timestamp now)
{
    const auto deadline = nextDeadline(request);
    return deadline && *deadline > now ? timeLeftText(*deadline, now) : QString();
}

QVariant secondsLeft(const AccessRequest &request, Timestamp now)
{
    const auto deadline = nextDeadline(request);
    if (!deadline || *deadline <= now)
        return {};
    return static_cast<qint64>(
        std::chrono::duration_cast<std::chrono::seconds>(*deadline - now).count());
}

QString rowSentence(const AccessRequest &request, const QString &requestorName, Timestamp now)
{
    const QString sentence =
        RequestCells::tr("%1, requested %2 by %3, %4, %5")
            .arg(request.reference, spokenUtcDate(request.submittedAt), requestorName,
                 request.service, stateText(request.state).toLower());
    const auto deadline = nextDeadline(request);
    if (!deadline || *deadline <= now)
        return sentence;
    return RequestCells::tr("%1, %2").arg(sentence, spokenTimeLeft(*deadline, now));
}

QString accountPart(const QString &userPrincipalName)
{
    return userPrincipalName.left(userPrincipalName.indexOf(QLatin1Char('@')));
}

} // namespace lockbox::ui
