#include "core/wire/textreader.h"

#include "core/base/timedigits.h"

#include <QJsonDocument>

#include <charconv>

namespace lockbox::wire {

bool TextReader::takeIf(char c)
{
    if (!isNext(c))
        return false;
    m_left.remove_prefix(1);
    return true;
}

void TextReader::expect(char c)
{
    m_isRight = takeIf(c);
}

bool TextReader::takeWord(std::string_view word)
{
    if (!m_isRight || !m_left.starts_with(word))
        return false;
    m_left.remove_prefix(word.size());
    return true;
}

bool TextReader::key(std::string_view name)
{
    if (!std::exchange(m_isFirst, false))
        expect(',');
    expect('"');
    m_isRight = m_isRight && takeWord(name) && takeWord("\":");
    return m_isRight;
}

void TextReader::passOverRest()
{
    while (isNext(',')) {
        m_left.remove_prefix(1);
        passOverText();
        expect(':');
        passOver();
    }
    expect('}');
}

void TextReader::passOverText()
{
    expect('"');
    for (size_t i = 0; m_isRight && i < m_left.size(); ++i) {
        if (m_left[i] == '\\') {
            ++i;
        } else if (m_left[i] == '"') {
            m_left.remove_prefix(i + 1);
            return;
        }
    }
    m_isRight = false;
}

std::string_view TextReader::passOver()
{
    const std::string_view before = m_left;
    int depth = 0;
    do {
        if (isNext('"')) {
            passOverText();
            continue;
        }
        if (!m_isRight || m_left.empty())
            break;
        const char c = m_left.front();
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            break;
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        m_left.remove_prefix(1);
    } while (depth > 0 || !(isNext(',') || isNext('}') || isNext(']')));
    m_isRight = m_isRight && depth == 0;
    return before.substr(0, before.size() - m_left.size());
}

std::string_view TextReader::quoted()
{
    expect('"');
    const size_t end = m_isRight ? m_left.find('"') : std::string_view::npos;
    const std::string_view text = m_left.substr(0, end == std::string_view::npos ? 0 : end);
    m_isRight = m_isRight && end != std::string_view::npos && text.find('\\') == text.npos;
    if (m_isRight)
        m_left.remove_prefix(end + 1);
    return m_isRight ? text : std::string_view();
}

void TextReader::take(bool &value)
{
    value = takeWord("true");
    if (!value)
        m_isRight = takeWord("false");
}

void TextReader::take(int &value)
{
    qint64 number = 0;
    take(number);
    value = int(number);
    m_isRight = m_isRight && qint64(value) == number;
}

void TextReader::take(qint64 &value)
{
    const auto [end, error] = std::from_chars(m_left.data(), m_left.data() + m_left.size(), value);
    m_isRight = m_isRight && error == std::errc() && std::abs(value) <= largestExact;
    m_left.remove_prefix(size_t(end - m_left.data()));
    // A fraction or an exponent is read otherwise.
    m_isRight = isNext(',') || isNext('}') || isNext(']');
}

void TextReader::take(QString &value)
{
    expect('"');
    size_t end = 0;
    while (end < m_left.size() && m_left[end] >= 0x20 && m_left[end] < 0x7f && m_left[end] != '"'
           && m_left[end] != '\\')
        ++end;
    if (m_isRight && end < m_left.size() && m_left[end] == '"') {
        value = QString::fromLatin1(m_left.data(), qsizetype(end));
        m_left.remove_prefix(end + 1);
        return;
    }
    takeEscaped(value);
}

/// A text with what is more than its own byte; its first quote is taken.
void TextReader::takeEscaped(QString &value)
{
    if (!m_isRight)
        return;
    const char *start = m_left.data() - 1;
    m_left = {start, m_left.size() + 1};
    passOverText();
    const QByteArray text(start, qsizetype(m_left.data() - start));
    const QJsonDocument read = QJsonDocument::fromJson('[' + text + ']');
    m_isRight = m_isRight && read.isArray();
    value = read.array().at(0).toString();
}

void TextReader::take(Timestamp &value)
{
    const auto text = quoted();
    const auto time = timeOfDigits(QLatin1String(text.data(), qsizetype(text.size())));
    m_isRight = m_isRight && time.has_value();
    value = time.value_or(Timestamp());
}

void TextReader::take(std::chrono::seconds &value)
{
    qint64 number = 0;
    take(number);
    value = std::chrono::seconds(number);
}

void TextReader::take(Event &value)
{
    const auto text = passOver();
    const auto json = QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())));
    auto event = eventFromJson(json.object());
    m_isRight = m_isRight && event.has_value();
    if (event)
        value = std::move(*event);
}

} // namespace lockbox::wire
