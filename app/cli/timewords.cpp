#include "app/cli/timewords.h"

#include "core/base/timetext.h"

#include <QDateTime>

namespace lockbox::cli {

using namespace std::chrono;

static QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

static const QString &dayAndTime()
{
    static const QString format = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    return format;
}

QString utcText(Timestamp time)
{
    return utc(time).toString(dayAndTime()) + QStringLiteral(" UTC");
}

QString bothTimes(Timestamp time)
{
    const QDateTime moment = utc(time);
    const QDateTime local = moment.toLocalTime();
    if (local.offsetFromUtc() == 0)
        return utcText(time);
    const QString utcPart = local.date() == moment.date()
                                ? moment.toString(QStringLiteral("HH:mm:ss"))
                                : moment.toString(dayAndTime());
    return QStringLiteral("%1 %2 (%3 UTC)")
        .arg(local.toString(dayAndTime()), local.timeZoneAbbreviation(), utcPart);
}

QString leftText(Timestamp until, Timestamp now)
{
    if (until <= now)
        return QStringLiteral("0s");
    const auto left = ceil<seconds>(until - now);
    return toDurationText(left < minutes(1) ? left : seconds(floor<minutes>(left)));
}

Result<Timestamp> parseMoment(const QString &text, OfDay ofDay, const QString &field)
{
    constexpr qsizetype dateLength = 10;
    if (text.size() != dateLength)
        return parseRfc3339(text, field);
    auto start = parseRfc3339(text + QStringLiteral("T00:00:00Z"), field);
    if (!start)
        return invalid(field, QStringLiteral("\"%1\" is no date").arg(text));
    return ofDay == OfDay::Start ? *start : *start + days(1);
}

} // namespace lockbox::cli
