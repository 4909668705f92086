#include "ui/models/requesttext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace lockbox::ui {

using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

/// Translations of what is said about requests.
struct RequestText {
    Q_DECLARE_TR_FUNCTIONS(RequestText)
};

QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

QString clock(const QDateTime &time)
{
    return time.toString(QStringLiteral("HH:mm"));
}

QString dayAndClock(const QDateTime &time)
{
    return QLocale().toString(time, QStringLiteral("d MMMM HH:mm"));
}

/// The UTC time beside a local one, with its day where that is another.
QString utcBeside(const QDateTime &local)
{
    const QDateTime other = local.toUTC();
    return RequestText::tr("%1 UTC").arg(local.date() == other.date() ? clock(other)
                                                                      : dayAndClock(other));
}

QString spoken(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

struct Parts {
    explicit Parts(seconds span)
        : days(span / 24h),
          hours(span % 24h / 1h),
          minutes(span % 1h / 1min),
          rest(span % 1min / 1s)
    {}
    qint64 days, hours, minutes, rest;
};

seconds left(Timestamp deadline, Timestamp now)
{
    return std::max(seconds(0), std::chrono::duration_cast<seconds>(deadline - now));
}

/// Seconds are told from here on.
constexpr seconds lastMinutes = 5min;

} // namespace

QString stateExplanation(RequestState state)
{
    switch (state) {
    case RequestState::Submitted: return RequestText::tr("Waits for the provider's manager");
    case RequestState::Rejected: return RequestText::tr("The provider's manager refused");
    case RequestState::Pending: return RequestText::tr("Waits for an approver's decision");
    case RequestState::Approved: return RequestText::tr("Access is open");
    case RequestState::Denied: return RequestText::tr("An approver said no");
    case RequestState::Expired:
        return RequestText::tr("Nobody decided in time, no access was given");
    case RequestState::Canceled: return RequestText::tr("Ended before anybody decided");
    case RequestState::Revoked: return RequestText::tr("An approver ended access early");
    case RequestState::Completed: break;
    }
    return RequestText::tr("The access window is over, or the work was closed");
}

QString utcMinuteText(Timestamp time)
{
    return utc(time).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString localAndUtcText(Timestamp time)
{
    const QDateTime local = utc(time).toLocalTime();
    return RequestText::tr("%1 (%2)").arg(
        QLocale().toString(local, QStringLiteral("d MMMM yyyy HH:mm")), utcBeside(local));
}

QString untilText(Timestamp time, Timestamp now)
{
    const QDateTime local = utc(time).toLocalTime();
    const bool isToday = local.date() == utc(now).toLocalTime().date();
    return RequestText::tr("%1 (%2)").arg(isToday ? clock(local) : dayAndClock(local),
                                          utcBeside(local));
}

QString spokenUtcDate(Timestamp time)
{
    return RequestText::tr("%1 UTC").arg(
        QLocale().toString(utc(time), QStringLiteral("d MMMM yyyy HH:mm")));
}

QString spokenTimeLeft(Timestamp deadline, Timestamp now)
{
    const Parts parts(left(deadline, now));
    const QString days = spoken(parts.days, RequestText::tr("1 day"), RequestText::tr("%1 days"));
    const QString hours =
        spoken(parts.hours, RequestText::tr("1 hour"), RequestText::tr("%1 hours"));
    const QString minutes =
        spoken(parts.minutes, RequestText::tr("1 minute"), RequestText::tr("%1 minutes"));
    const QString rest =
        spoken(parts.rest, RequestText::tr("1 second"), RequestText::tr("%1 seconds"));
    const QString left = RequestText::tr("%1 %2 left");
    if (parts.days > 0)
        return left.arg(days, hours);
    if (parts.hours > 0)
        return left.arg(hours, minutes);
    if (deadline - now > lastMinutes)
        return RequestText::tr("%1 left").arg(minutes);
    return parts.minutes > 0 ? left.arg(minutes, rest) : RequestText::tr("%1 left").arg(rest);
}

QString windowName(seconds span)
{
    return span % 1h == 0s ? RequestText::tr("%1-hour").arg(span / 1h)
                           : RequestText::tr("%1-minute").arg(span / 1min);
}

QString providerEngineerName(const QString &provider)
{
    return RequestText::tr("%1 Engineer").arg(provider);
}

} // namespace lockbox::ui
