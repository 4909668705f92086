#include "app/cli/requestwords.h"

#include "app/cli/timewords.h"
#include "core/base/timetext.h"
#include "core/service/wirejson.h"

namespace lockbox::cli {

Tone toneOf(RequestState state)
{
    switch (state) {
    case RequestState::Submitted:
    case RequestState::Pending: return Tone::Waiting;
    case RequestState::Approved: return Tone::Good;
    case RequestState::Rejected:
    case RequestState::Denied:
    case RequestState::Revoked: return Tone::Bad;
    default: return Tone::Quiet;
    }
}

QString timeLeft(const AccessRequest &request, Timestamp now)
{
    const auto deadline = nextDeadline(request);
    if (!deadline)
        return {};
    const QString left = leftText(*deadline, now);
    return request.state == RequestState::Pending ? left + QStringLiteral(" to decide")
                                                  : left + QStringLiteral(" of access");
}

static QString decisionText(const Decision &decision)
{
    const QString name = decision.byName.isEmpty()
                             ? decision.by
                             : QStringLiteral("%1 <%2>").arg(decision.byName, decision.by);
    return QStringLiteral("%1 as %2, %3")
        .arg(name, displayName(decision.role), bothTimes(decision.at));
}

static QString accessText(const AccessWindow &access)
{
    const QString by =
        access.endedBy.isEmpty() ? QString() : QStringLiteral(", ended by %1").arg(access.endedBy);
    return QStringLiteral("%1 to %2%3").arg(bothTimes(access.start), bothTimes(access.end), by);
}

QString requestCard(const AccessRequest &request, const Tenant &tenant, Timestamp now,
                    const QString &phrase, bool coloured)
{
    TextTable table;
    const auto field = [&](const QString &name, const QString &text, Tone tone = Tone::Plain) {
        if (!text.isEmpty())
            table.add({{.text = name, .tone = Tone::Quiet}, {.text = text, .tone = tone}});
    };
    field(QStringLiteral("Reference number"), request.reference, Tone::Heading);
    field(QStringLiteral("Request ID"), request.id.toString());
    field(QStringLiteral("Action status"), toSlug(request.state), toneOf(request.state));
    field(QStringLiteral("Time left"), timeLeft(request, now));
    field(QStringLiteral("Service name"), request.service);
    field(QStringLiteral("Reason"), request.reason);
    field(QStringLiteral("Requestor"),
          QStringLiteral("%1 <%2>").arg(wire::requestorName(tenant), request.requestor));
    field(QStringLiteral("Duration"), toClockText(request.duration));
    field(QStringLiteral("Date requested"), bothTimes(request.submittedAt));
    if (request.notifiedAt)
        field(QStringLiteral("Customer notified"), bothTimes(*request.notifiedAt));
    if (request.expiresAt)
        field(QStringLiteral("Decide until"), bothTimes(*request.expiresAt));
    if (request.decision) {
        field(QStringLiteral("Decided by"), decisionText(*request.decision));
        field(QStringLiteral("Comment"), request.decision->comment);
    }
    if (request.access)
        field(QStringLiteral("Access"), accessText(*request.access));
    field(QStringLiteral("Verification phrase"), phrase);
    return table.toText(coloured);
}

QString requestTable(const std::vector<AccessRequest> &requests, Timestamp now, bool coloured,
                     int columns)
{
    constexpr int roomForIds = 170;
    const bool hasIds = columns == 0 || columns >= roomForIds;
    std::vector<QString> headings = {QStringLiteral("REFERENCE"), QStringLiteral("STATUS"),
                                     QStringLiteral("TIME LEFT"), QStringLiteral("REQUESTED (UTC)"),
                                     QStringLiteral("REQUESTOR"), QStringLiteral("SERVICE")};
    if (hasIds)
        headings.push_back(QStringLiteral("ID"));
    headings.push_back(QStringLiteral("REASON"));
    TextTable table(headings);
    for (const AccessRequest &request : requests) {
        std::vector<Cell> row = {{.text = request.reference},
                                 {.text = toSlug(request.state), .tone = toneOf(request.state)},
                                 {.text = timeLeft(request, now)},
                                 {.text = utcText(request.submittedAt).left(16)},
                                 {.text = request.requestor},
                                 {.text = request.service}};
        if (hasIds)
            row.push_back({.text = request.id.toString(), .tone = Tone::Quiet});
        row.push_back({.text = request.reason});
        table.add(std::move(row));
    }
    return table.toText(coloured, columns);
}

QString outcome(const AccessRequest &request, const Tenant &tenant)
{
    const QString who =
        QStringLiteral("%1 <%2>").arg(wire::requestorName(tenant), request.requestor);
    switch (request.state) {
    case RequestState::Submitted:
        return QStringLiteral("Request %1 (%2) is filed. It waits for the provider's manager.")
            .arg(request.reference, request.id.toString());
    case RequestState::Rejected:
        return QStringLiteral("Request %1 is rejected.").arg(request.reference);
    case RequestState::Pending:
        return QStringLiteral("Request %1 waits for the customer's decision until %2.")
            .arg(request.reference, request.expiresAt ? bothTimes(*request.expiresAt) : QString());
    case RequestState::Approved:
        return QStringLiteral("Request %1 is approved. %2 has access to %3 until %4; it then ends, "
                              "whether or not the issue is solved.")
            .arg(request.reference, who, request.service,
                 request.access ? bothTimes(request.access->end) : QString());
    case RequestState::Denied:
        return QStringLiteral("Request %1 is denied. No access is given.").arg(request.reference);
    case RequestState::Expired:
        return QStringLiteral("Request %1 expired: nobody decided in time. No access was given.")
            .arg(request.reference);
    case RequestState::Canceled:
        return QStringLiteral("Request %1 is canceled. No access is given.").arg(request.reference);
    case RequestState::Revoked:
        return QStringLiteral("Access of request %1 is revoked; it has ended.")
            .arg(request.reference);
    case RequestState::Completed: break;
    }
    return QStringLiteral("Access of request %1 has ended.").arg(request.reference);
}

} // namespace lockbox::cli
