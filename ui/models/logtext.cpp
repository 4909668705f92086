#include "ui/models/logtext.h"

#include "ui/models/requesttext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace lockbox::ui {

namespace {

using Face = LogWatch::Face;

/// Translations of what is said about the log.
struct LogText {
    Q_DECLARE_TR_FUNCTIONS(LogText)
};

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

/// "14:05" today, else "5 Feb".
QString shortTime(Timestamp time, Timestamp now)
{
    const QDateTime there = local(time);
    return there.date() == local(now).date() ? there.toString(QStringLiteral("HH:mm"))
                                             : QLocale().toString(there, QStringLiteral("d MMM"));
}

/// "today at 14:05", else "on 5 February 2026 14:05".
QString longTime(Timestamp time, Timestamp now)
{
    const QDateTime there = local(time);
    if (there.date() == local(now).date())
        return LogText::tr("today at %1").arg(there.toString(QStringLiteral("HH:mm")));
    return LogText::tr("on %1").arg(dateTimeText(time));
}

QString newEventsText(qint64 count)
{
    return count == 1 ? LogText::tr("1 new event")
                      : LogText::tr("%1 new events").arg(QLocale().toString(count));
}

/// The words of the core as a sentence of their own.
QString asSentence(const QString &message)
{
    return LogText::tr("%1.").arg(message.left(1).toUpper() + message.mid(1));
}

QString verifiedSentence(const LogWatch &log, Timestamp now)
{
    const QString when = longTime(log.check()->at, now);
    const QString size = eventCountText(log.check()->head.size);
    if (log.face() == Face::Verified)
        return LogText::tr("Log verified %1: %2, nothing is wrong.").arg(when, size);
    return LogText::tr("Log verified %1: %2. %3 since.")
        .arg(when, size, newEventsText(log.newEvents()));
}

QString failedSentence(const LogWatch &log, Timestamp now)
{
    const QString when = longTime(log.check()->at, now);
    const LogFinding &finding = *log.check()->finding;
    if (finding.seq > 0)
        return LogText::tr("Log verified %1: something is wrong with event %2.")
            .arg(when, QLocale().toString(finding.seq));
    if (!finding.user.isEmpty())
        return LogText::tr("Log verified %1: something is wrong with the user %2.")
            .arg(when, finding.user);
    if (!finding.request.isEmpty())
        return LogText::tr("Log verified %1: something is wrong with a request.").arg(when);
    return LogText::tr("Log verified %1: something is wrong.").arg(when);
}

QString signedText(const LogState &state)
{
    if (state.verifierKey.isEmpty())
        return LogText::tr("The log has no key, so it is not signed.");
    const QString who = state.head.origin;
    if (state.signedSize == 0)
        return LogText::tr("Not signed yet.");
    return state.signedSize >= state.head.size
               ? LogText::tr("Signed as a whole by %1.").arg(who)
               : LogText::tr("Signed up to event %1 by %2.")
                     .arg(QLocale().toString(state.signedSize), who);
}

} // namespace

QString eventCountText(qint64 count)
{
    return count == 1 ? LogText::tr("1 event")
                      : LogText::tr("%1 events").arg(QLocale().toString(count));
}

QString rootStart(const QString &root)
{
    return root.left(8);
}

QString logBadgeText(const LogWatch &log, Timestamp now)
{
    switch (log.face()) {
    case Face::Verified:
        return LogText::tr("%1 · %2 · %3")
            .arg(logBadgeShortText(log, now), eventCountText(log.check()->head.size),
                 rootStart(log.check()->head.root));
    case Face::Grown:
        return LogText::tr("Log verified %1 · %2")
            .arg(shortTime(log.check()->at, now), newEventsText(log.newEvents()));
    case Face::Unverified:
        return LogText::tr("Log not verified · %1").arg(eventCountText(log.state()->head.size));
    case Face::Failed: return LogText::tr("Log verification failed");
    default: return logBadgeShortText(log, now);
    }
}

QString logBadgeShortText(const LogWatch &log, Timestamp now)
{
    switch (log.face()) {
    case Face::Verified: return LogText::tr("Log verified %1").arg(shortTime(log.check()->at, now));
    case Face::Grown: return LogText::tr("Log: %1").arg(newEventsText(log.newEvents()));
    case Face::Unverified: return LogText::tr("Log not verified");
    case Face::Verifying: return LogText::tr("Verifying log %1 %").arg(log.progress()->percent());
    case Face::Failed: return LogText::tr("Log failed");
    case Face::Alarm: return LogText::tr("Log alarm");
    case Face::Hidden: break;
    }
    return {};
}

QString logSentence(const LogWatch &log, Timestamp now)
{
    switch (log.face()) {
    case Face::Verified:
    case Face::Grown: return verifiedSentence(log, now);
    case Face::Unverified: return LogText::tr("The log has not been verified here yet.");
    case Face::Verifying:
        return LogText::tr("The log is being verified: %1 %.").arg(log.progress()->percent());
    case Face::Failed: return failedSentence(log, now);
    case Face::Alarm: return LogText::tr("This is not the log that was last seen here.");
    case Face::Hidden: break;
    }
    return {};
}

QString logDetails(const LogWatch &log)
{
    if (!log.state())
        return {};
    const LogState &state = *log.state();
    QStringList lines{
        LogText::tr("%1 now, root %2").arg(eventCountText(state.head.size), state.head.root),
        signedText(state)};
    if (!state.canSign && !state.cannotSignReason.isEmpty() && !log.alarm())
        lines.append(LogText::tr("This program can't sign it: %1.").arg(state.cannotSignReason));
    if (!state.pinTrouble.isEmpty())
        lines.append(LogText::tr("A later cut or rollback could go unnoticed here: %1.")
                         .arg(state.pinTrouble));
    return lines.join(QLatin1Char('\n'));
}

QString logTrouble(const LogWatch &log)
{
    if (log.alarm())
        return LogText::tr("%1 Nothing can be decided or changed while this stands. Was a backup "
                           "put back on purpose? Then take the log as it is now with “lockbox log "
                           "pin --replace” and refresh (F5). If not, find out first what happened "
                           "to the store.")
            .arg(asSentence(log.alarm()->message));
    if (log.hasFailed())
        return LogText::tr("The verification of the log failed, on %1. %2")
            .arg(localAndUtcText(log.check()->at), asSentence(log.check()->finding->message));
    return {};
}

} // namespace lockbox::ui
