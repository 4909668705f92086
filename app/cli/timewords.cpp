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
    const bool isDay = text.size() == dateLength;
    auto start = parseRfc3339(isDay ? text + QStringLiteral("T00:00:00Z") : text, field);
    if (!start)
        return invalid(field,
                       QStringLiteral("--%1 takes a date in UTC (2026-02-05), or a date and time "
                                      "by RFC 3339 (2026-02-05T19:11:55Z, "
                                      "2026-02-05T20:11:55+01:00): \"%2\" is neither")
                           .arg(field, text));
    if (!isDay)
        return start;
    return ofDay == OfDay::Start ? *start : *start + days(1);
}

} // namespace lockbox::cli
