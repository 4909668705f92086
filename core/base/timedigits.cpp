#include "core/base/timedigits.h"

#include <charconv>

namespace lockbox {

using namespace std::chrono;

/// Writes the number with so many digits, and tells where they end.
static char *putDigits(char *at, int number, int digits)
{
    for (int i = digits - 1; i >= 0; --i, number /= 10)
        at[i] = char('0' + number % 10);
    return at + digits;
}

char *putTime(char *at, Timestamp time)
{
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    if (date.year() < year(0) || date.year() > year(9999)) // no time of ours
        return std::to_chars(at, at + longestTimeText, time.time_since_epoch().count()).ptr;
    constexpr QLatin1String shape("0000-00-00T00:00:00.000Z");
    std::copy(shape.begin(), shape.end(), at);
    putDigits(at, int(date.year()), 4);
    putDigits(at + 5, int(unsigned(date.month())), 2);
    putDigits(at + 8, int(unsigned(date.day())), 2);
    putDigits(at + 11, int(clock.hours().count()), 2);
    putDigits(at + 14, int(clock.minutes().count()), 2);
    char *end = putDigits(at + 17, int(clock.seconds().count()), 2);
    if (const auto ms = int(clock.subseconds().count()); ms != 0)
        end = putDigits(end + 1, ms, 3);
    *end = 'Z';
    return end + 1;
}

namespace {

/// Text whose numbers stand at known places.
template<typename Text>
class Digits
{
public:
    explicit Digits(const Text &text) : m_text(text) {}

    bool hasShape() const
    {
        constexpr QLatin1String shape("0000-00-00T00:00:00.000");
        const qsizetype size = m_text.size() - 1;
        if ((size != 19 && size != 23) || m_text[size] != QLatin1Char('Z'))
            return false;
        for (const int at : {4, 7, 10, 13, 16, 19}) {
            if (at < size && m_text[at] != shape[at])
                return false;
        }
        return true;
    }
    /// -1 where it is none.
    int number(int at, int digits) const
    {
        int number = 0;
        for (int i = at; i < at + digits; ++i) {
            const int digit = QChar(m_text[i]).unicode() - '0';
            if (digit < 0 || digit > 9)
                return -1;
            number = number * 10 + digit;
        }
        return number;
    }

private:
    const Text &m_text;
};

template<typename Text>
std::optional<Timestamp> read(const Text &text)
{
    const Digits<Text> digits(text);
    if (!digits.hasShape())
        return std::nullopt;
    const int inYear = digits.number(0, 4);
    const int inMonth = digits.number(5, 2);
    const int inDay = digits.number(8, 2);
    const int hour = digits.number(11, 2);
    const int minute = digits.number(14, 2);
    const int second = digits.number(17, 2);
    const int ms = text.size() > 20 ? digits.number(20, 3) : 0;
    const bool isTime = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0
                        && second <= 59 && ms >= 0;
    if (!isTime || inYear < 1 || inMonth < 1 || inDay < 1)
        return std::nullopt;
    const year_month_day date{year(inYear), month(unsigned(inMonth)), day(unsigned(inDay))};
    if (!date.ok())
        return std::nullopt;
    return sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(ms);
}

} // namespace

std::optional<Timestamp> timeOfDigits(QStringView text)
{
    return read(text);
}

std::optional<Timestamp> timeOfDigits(QLatin1String text)
{
    return read(text);
}

} // namespace lockbox
