#include "ui/widgets/statetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace lockbox::ui {

using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

/// Translations of what is said about states.
struct StateText {
    Q_DECLARE_TR_FUNCTIONS(StateText)
};

QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

/// Seconds are told from here on.
constexpr seconds lastMinutes = 5min;

} // namespace

QString stateText(RequestState state)
{
    switch (state) {
    case RequestState::Submitted: return StateText::tr("Submitted");
    case RequestState::Rejected: return StateText::tr("Rejected");
    case RequestState::Pending: return StateText::tr("Pending");
    case RequestState::Approved: return StateText::tr("Approved");
    case RequestState::Denied: return StateText::tr("Denied");
    case RequestState::Expired: return StateText::tr("Request expired");
    case RequestState::Canceled: return StateText::tr("Canceled");
    case RequestState::Revoked: return StateText::tr("Access revoked");
    case RequestState::Completed: break;
    }
    return StateText::tr("Access ended");
}

QString roleName(Role role)
{
    // Role names are the portal's own words and come with the role.
    return displayName(role);
}

QString timeLeftText(Timestamp deadline, Timestamp now)
{
    const seconds span = std::max(seconds(0), std::chrono::duration_cast<seconds>(deadline - now));
    const qint64 days = span / 24h;
    const qint64 hours = span % 24h / 1h;
    const qint64 minutes = span % 1h / 1min;
    if (days > 0)
        return StateText::tr("%1 d %2 h left").arg(days).arg(hours);
    if (hours > 0)
        return StateText::tr("%1 h %2 m left").arg(hours).arg(minutes);
    if (deadline - now > lastMinutes)
        return StateText::tr("%1 m left").arg(minutes);
    const qint64 rest = span % 1min / 1s;
    return minutes > 0 ? StateText::tr("%1 m %2 s left").arg(minutes).arg(rest)
                       : StateText::tr("%1 s left").arg(rest);
}

QString spanText(seconds span)
{
    const qint64 hours = span / 1h;
    const qint64 minutes = span % 1h / 1min;
    if (hours == 0)
        return StateText::tr("%1 min").arg(minutes);
    return minutes == 0 ? StateText::tr("%1 h").arg(hours)
                        : StateText::tr("%1 h %2 min").arg(hours).arg(minutes);
}

QString dateTimeText(Timestamp time)
{
    return QLocale().toString(utc(time).toLocalTime(), QStringLiteral("d MMMM yyyy HH:mm"));
}

QString utcText(Timestamp time)
{
    return StateText::tr("%1 UTC").arg(utc(time).toString(QStringLiteral("yyyy-MM-dd HH:mm")));
}

QString utcColumnText(Timestamp time)
{
    return utc(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace lockbox::ui
