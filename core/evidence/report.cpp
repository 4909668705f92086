#include "core/evidence/report.h"

#include "core/base/timetext.h"
#include "core/domain/accessrequest.h"
#include "core/evidence/eventtext.h"
#include "core/evidence/html.h"
#include "core/evidence/resource.h"

namespace lockbox::evidence {

namespace {

/// So many events make a table; the next one follows with the same headings.
constexpr size_t tableRows = 200;

QString tag(const char *name, const QString &html)
{
    return QStringLiteral("<%1>%2</%1>").arg(QLatin1String(name), html);
}

QString heading(const char *text)
{
    return tag("h2", QLatin1String(text)) + QLatin1Char('\n');
}

/// A table of two columns: names and values. What is empty is left out.
class FactTable
{
public:
    void add(const char *name, const QString &text) { addHtml(name, htmlText(text)); }
    void addHtml(const char *name, const QString &html)
    {
        if (!html.isEmpty())
            m_rows +=
                QStringLiteral("<tr><th>%1</th><td>%2</td></tr>\n").arg(QLatin1String(name), html);
    }
    QString html() const
    {
        return QStringLiteral("<table class=\"facts\" cellspacing=\"0\" cellpadding=\"3\">\n")
               + m_rows + QStringLiteral("</table>\n");
    }

private:
    QString m_rows;
};

QString list(const QStringList &items)
{
    QString html;
    for (const QString &item : items)
        html += tag("li", item) + QLatin1Char('\n');
    return QStringLiteral("<ul>\n%1</ul>\n").arg(html);
}

QString code(const QString &text)
{
    return tag("code", htmlText(text));
}

QString countText(qint64 count, const char *one, const char *several)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : several));
}

QString personText(const QString &name, const QString &userPrincipalName)
{
    return name.isEmpty() ? userPrincipalName
                          : QStringLiteral("%1 <%2>").arg(name, userPrincipalName);
}

/// "Approved: access is open", of a request's state.
QString stateText(const QString &slug)
{
    const auto state = parseRequestState(slug);
    if (!state)
        return slug;
    switch (*state) {
    case RequestState::Submitted: return QStringLiteral("Submitted: waits for the provider");
    case RequestState::Rejected: return QStringLiteral("Rejected by the provider");
    case RequestState::Pending: return QStringLiteral("Pending: waits for the customer");
    case RequestState::Approved: return QStringLiteral("Approved: access is open");
    case RequestState::Denied: return QStringLiteral("Denied");
    case RequestState::Expired: return QStringLiteral("Expired: nobody decided in time");
    case RequestState::Canceled: return QStringLiteral("Canceled");
    case RequestState::Revoked: return QStringLiteral("Access revoked");
    case RequestState::Completed: break;
    }
    return QStringLiteral("Access ended");
}

} // namespace

QString Report::title() const
{
    const EvidenceScope &scope = m_manifest.scope;
    if (scope.request)
        return QStringLiteral("Evidence: request %1").arg(m_digest.reference());
    QString time;
    if (scope.from)
        time += QStringLiteral(" from ") + timeText(*scope.from);
    if (scope.until)
        time += QStringLiteral(" until ") + timeText(*scope.until);
    return QStringLiteral("Evidence: events") + time;
}

QString Report::pageStart() const
{
    return QStringLiteral(
               "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
           + htmlText(title()) + QStringLiteral("</title>\n<style>\n")
           + resourceText(QStringLiteral("report.css"))
           + QStringLiteral("</style>\n</head>\n<body>\n");
}

QString Report::pageEnd() const
{
    return QStringLiteral("</body>\n</html>\n");
}

QString Report::head() const
{
    const Tenant &tenant = m_manifest.tenant;
    QString html = tag("h1", htmlText(title())) + QLatin1Char('\n');
    html += QStringLiteral("<p>%1 of %2 (%3), whose provider is %4. Exported by %5 at %6. "
                           "VERIFY.md, beside this file, tells how to check it.</p>\n")
                .arg(countText(m_digest.count(), "event", "events"), htmlText(tenant.name),
                     htmlText(tenant.domain), htmlText(tenant.provider),
                     htmlText(m_manifest.exportedBy), timeText(m_manifest.exportedAt));
    html += m_manifest.scope.request ? request() : range();
    return html + heading("What happened")
           + QStringLiteral("<p>In the order of the log. What the clock alone did is dated at its "
                            "deadline, whenever it was written down.</p>\n");
}

QString Report::request() const
{
    const QJsonObject &facts = m_digest.facts();
    const auto text = [&](const char *name) { return facts.value(QLatin1String(name)).toString(); };
    const auto time = [&](const char *name) { return timeIn(facts.value(QLatin1String(name))); };
    const auto by = [](const QString &who, const QString &when) {
        return who.isEmpty() ? QString() : QStringLiteral("%1, %2").arg(who, when);
    };
    FactTable table;
    table.add("Reference number", m_digest.reference());
    table.add("Request ID", *m_manifest.scope.request);
    table.add("Action status", stateText(text("state")));
    table.add("Service name", text("service"));
    table.add("Reason", text("reason"));
    table.add("Requestor", text("requestor"));
    table.add("Duration", toDurationText(std::chrono::seconds(
                              facts.value(QStringLiteral("duration")).toInteger())));
    table.add("Date requested", time("submittedAt"));
    table.add("Approved for the provider", by(text("authorizedBy"), time("authorizedAt")));
    table.add("Customer notified", time("notifiedAt"));
    table.add("Decide until", time("expiresAt"));
    const QString decider = text("decidedBy").isEmpty()
                                ? QString()
                                : QStringLiteral("%1 as %2")
                                      .arg(personText(text("decidedByName"), text("decidedBy")),
                                           roleText(text("decidedRole")));
    table.add("Decided by", by(decider, time("decidedAt")));
    table.add("Comment", text("comment"));
    if (!text("accessStart").isEmpty())
        table.add("Access", QStringLiteral("%1 to %2").arg(time("accessStart"), time("accessEnd")));
    table.add("Access ended by", text("endedBy"));
    return heading("The request")
           + QStringLiteral("<p>As it stood after event %1, told by the events below.</p>\n")
                 .arg(m_digest.last())
           + table.html();
}

QString Report::range() const
{
    QString rows;
    for (const auto &[kind, count] : m_digest.kinds())
        rows += QStringLiteral("<tr><th>%1</th><td>%2</td></tr>\n").arg(countName(kind)).arg(count);
    return heading("What there is of each kind")
           + QStringLiteral("<table class=\"facts\" cellspacing=\"0\" cellpadding=\"3\">\n%1"
                            "</table>\n")
                 .arg(rows);
}

QString Report::row(const Entry &entry) const
{
    const EventText text = textOf(entry.event);
    QString what = tag("b", htmlText(text.what));
    if (!m_manifest.scope.request && !entry.event.reference.isEmpty())
        what +=
            QStringLiteral(" <span class=\"of\">%1</span>").arg(htmlText(entry.event.reference));
    for (const Detail &detail : text.details)
        what += QStringLiteral("<p><span class=\"name\">%1:</span> %2</p>")
                    .arg(htmlText(detail.name), htmlText(detail.text));
    what += QStringLiteral("<p class=\"hash\">Leaf hash %1</p>")
                .arg(QString::fromLatin1(audit::toHex(entry.hash)));
    const QString role = text.role.isEmpty()
                             ? QString()
                             : QStringLiteral("<p class=\"role\">%1</p>").arg(htmlText(text.role));
    return QStringLiteral("<tr><td class=\"number\">%1</td><td class=\"time\">%2</td>"
                          "<td class=\"who\">%3%4</td><td>%5</td></tr>\n")
        .arg(QString::number(entry.event.seq), timeText(entry.event.at).chopped(4),
             htmlText(text.who), role, what);
}

QString Report::table(const std::vector<Entry> &entries) const
{
    QString html = QStringLiteral(
        "<table class=\"events\" width=\"100%\" cellspacing=\"0\" cellpadding=\"4\">\n<thead><tr>"
        "<th width=\"7%\">Event</th><th width=\"14%\">Time (UTC)</th><th width=\"23%\">Who</th>"
        "<th width=\"56%\">What</th></tr></thead>\n<tbody>\n");
    for (const Entry &entry : entries)
        html += row(entry);
    return html + QStringLiteral("</tbody>\n</table>\n");
}

QString Report::leftOut() const
{
    const QString later =
        m_manifest.notCovered == 0
            ? QString()
            : QStringLiteral(" %1 left out, because no checkpoint covered %2 yet.")
                  .arg(countText(m_manifest.notCovered, "later event was", "later events were"),
                       QLatin1String(m_manifest.notCovered == 1 ? "it" : "them"));
    if (m_manifest.scope.request)
        return QStringLiteral("That nothing of the request was left out. A step that is missing "
                              "shows as a gap; a note of what was done during access, and what "
                              "came after event %1, would not show.")
                   .arg(m_digest.last())
               + later;
    if (m_digest.missingNumbers() == 0)
        return QStringLiteral(
                   "That nothing came before event %1 or after event %2. Between them no "
                   "number is missing.")
                   .arg(m_digest.first())
                   .arg(m_digest.last())
               + later;
    return QStringLiteral(
               "That nothing was left out. %1 between event %2 and event %3 %4 not in "
               "here: they belong to another time, or to requests that %5 could not see, "
               "or were left out.")
               .arg(countText(m_digest.missingNumbers(), "number", "numbers"))
               .arg(m_digest.first())
               .arg(m_digest.last())
               .arg(QLatin1String(m_digest.missingNumbers() == 1 ? "is" : "are"),
                    htmlText(m_manifest.exportedBy))
           + later;
}

QString Report::proved() const
{
    QStringList items = {
        QStringLiteral("Each event above stands in the log %1, at the place that its number says, "
                       "and is to the letter what was written there. "
                       "<code>events.jsonl</code> has its bytes, and "
                       "<code>proofs</code> its proof.")
            .arg(code(m_manifest.origin)),
        QStringLiteral("The log was signed when it held %1 events, by the key below. None of these "
                       "events can have been changed since.")
            .arg(m_seal.checkpoint.size)};
    if (!m_digest.gap().isEmpty())
        items.append(
            QStringLiteral("<b>The story has a gap:</b> %1.").arg(htmlText(m_digest.gap())));
    else
        items.append(QStringLiteral("The steps of each request follow from one another: each finds "
                                    "the request as the step before had left it."));
    return heading("What this proves") + list(items);
}

QString Report::notProved() const
{
    return heading("What it does not prove")
           + list(
               {QStringLiteral("Whose key it is. Compare it with the key of this log that you got "
                               "in another way."),
                leftOut(),
                QStringLiteral("That what was recorded is true. It is what was recorded then."),
                QStringLiteral("The tenant's name, who exported this and when: "
                               "<code>evidence.json</code> says so, and nothing signs it."),
                QStringLiteral("The PDF. <code>report.html</code> follows from the events, and "
                               "checking makes it anew; the PDF was printed from it.")});
}

QString Report::foot() const
{
    const audit::Checkpoint &checkpoint = m_seal.checkpoint;
    FactTable table;
    table.addHtml("Log", code(QString::fromUtf8(checkpoint.origin)));
    table.add("Events", QString::number(checkpoint.size));
    table.addHtml("Root", code(QString::fromLatin1(audit::toBase64(checkpoint.root))));
    table.addHtml("Signed by", code(QString::fromUtf8(m_seal.key.toText())));
    return proved() + notProved() + heading("The checkpoint") + table.html()
           + QStringLiteral("<p class=\"end\">End of the report.</p>\n");
}

Result<void> forEachPart(const Report &report, EntryFile &entries,
                         const std::function<Result<void>(const QString &part)> &visit,
                         const std::function<Result<void>(qint64 done)> &onEvents)
{
    if (auto ok = entries.rewind(); !ok)
        return ok;
    QString part = report.head();
    std::vector<Entry> rows;
    for (qint64 done = 0;;) {
        auto entry = entries.next();
        if (!entry)
            return failure(entry);
        if (rows.size() == tableRows || (!*entry && !rows.empty())) {
            part += report.table(rows);
            rows.clear();
            if (auto ok = onEvents(done); !ok)
                return ok;
        }
        if (!*entry)
            return visit(part + report.foot());
        if (rows.empty() && done > 0) {
            if (auto ok = visit(std::exchange(part, {})); !ok)
                return ok;
        }
        rows.push_back(std::move(**entry));
        ++done;
    }
}

} // namespace lockbox::evidence
