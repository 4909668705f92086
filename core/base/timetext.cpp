#include "core/base/timetext.h"

#include "core/base/timedigits.h"

#include <QRegularExpression>

namespace lockbox {

using namespace std::chrono;

QString toRfc3339(Timestamp time)
{
    char text[longestTimeText];
    return QString::fromLatin1(text, putTime(text, time) - text);
}

// Not by QDateTime either: it takes a time without an offset through the machine's zone, on whose
// clocks there may be no such time.
static std::optional<Timestamp> timeOf(const QRegularExpressionMatch &match)
{
    const auto part = [&](int group) { return match.capturedView(group).toInt(); };
    const year_month_day date{year(part(1)), month(unsigned(part(2))), day(unsigned(part(3)))};
    const int offset = part(9) * 60 + part(10);
    if (!date.ok() || part(4) > 23 || part(5) > 59 || part(6) > 59 || part(9) > 23 || part(10) > 59)
        return std::nullopt;
    const QString fraction = match.captured(7).leftJustified(3, QLatin1Char('0')).left(3);
    const Timestamp local = sys_days(date) + hours(part(4)) + minutes(part(5)) + seconds(part(6))
                            + milliseconds(fraction.toInt());
    const bool behind = match.capturedView(8) == QLatin1String("-");
    const Timestamp time = behind ? local + minutes(offset) : local - minutes(offset);
    const bool writable = time >= sys_days(year(1) / 1 / 1) && time < sys_days(year(10000) / 1 / 1);
    return writable ? std::optional(time) : std::nullopt;
}

Result<Timestamp> parseRfc3339(QStringView text, const QString &field)
{
    if (const auto time = timeOfDigits(text))
        return *time;
    static const QRegularExpression shape(QRegularExpression::anchoredPattern(QStringLiteral(
        "(\\d{4})-(\\d\\d)-(\\d\\d)(?:[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?"
        "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))?)?")));
    const auto match = shape.match(text.toString());
    const auto time = match.hasMatch() ? timeOf(match) : std::nullopt;
    if (!time)
        return invalid(
            field,
            QStringLiteral("%1 is not a time like 2026-02-05T19:11:55Z: \"%2\"").arg(field, text));
    return *time;
}

QString toClockText(seconds duration)
{
    const auto total = duration.count();
    return QStringLiteral("%1:%2:%3")
        .arg(total / 3600, 2, 10, QLatin1Char('0'))
        .arg(total / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(total % 60, 2, 10, QLatin1Char('0'));
}

Result<seconds> parseDuration(QStringView text, const QString &field)
{
    static const QRegularExpression shape(QStringLiteral(
        "^(?:p(?=.)(?:(\\d{1,6})d)?(?:t(?=.)(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?)?"
        "|(?=.)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?:in)?)?(?:(\\d{1,9})s)?)$"));
    const auto match = shape.match(text.trimmed().toString().toLower());
    if (!match.hasMatch())
        return invalid(
            field,
            QStringLiteral("%1 is not a duration like 90m, 4h or PT4H: \"%2\"").arg(field, text));
    const auto part = [&](int group) {
        return match.captured(group).toLongLong() + match.captured(group + 4).toLongLong();
    };
    const seconds duration = days(part(1)) + hours(part(2)) + minutes(part(3)) + seconds(part(4));
    if (duration > days(3653))
        return invalid(field,
                       QStringLiteral("%1 is longer than ten years: \"%2\"").arg(field, text));
    return duration;
}

QString toDurationText(seconds duration)
{
    auto rest = duration.count();
    QString text;
    const auto take = [&](qint64 unit, QLatin1Char letter) {
        if (rest >= unit)
            text += QString::number(rest / unit) + letter;
        rest %= unit;
    };
    take(3600, QLatin1Char('h'));
    take(60, QLatin1Char('m'));
    take(1, QLatin1Char('s'));
    return text.isEmpty() ? QStringLiteral("0s") : text;
}

} // namespace lockbox
