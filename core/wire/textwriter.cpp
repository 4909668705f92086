#include "core/wire/textwriter.h"

#include "core/base/timedigits.h"
#include "core/wire/text.h"

#include <QJsonDocument>

#include <charconv>
#include <cstring>

namespace lockbox::wire {

char *TextWriter::room(qsizetype bytes)
{
    constexpr qsizetype least = 4096;
    if (m_size + bytes > m_text.size())
        m_text.resize(std::max({least, m_size + bytes, 2 * m_text.size()}));
    return m_text.data() + m_size;
}

void TextWriter::word(std::string_view text)
{
    char *at = room(qsizetype(text.size()));
    std::memcpy(at, text.data(), text.size());
    written(at + text.size());
}

void TextWriter::sign(char c)
{
    char *at = room(1);
    *at = c;
    written(at + 1);
}

void TextWriter::key(std::string_view name)
{
    char *at = room(qsizetype(name.size()) + 4);
    if (!std::exchange(m_isFirst, false))
        *at++ = ',';
    *at++ = '"';
    std::memcpy(at, name.data(), name.size());
    at += name.size();
    *at++ = '"';
    *at++ = ':';
    written(at);
}

static bool isPlain(char16_t c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

void TextWriter::put(const QString &value)
{
    char *at = room(value.size() + 2);
    *at++ = '"';
    qsizetype i = 0;
    const auto *text = reinterpret_cast<const char16_t *>(value.utf16());
    for (; i < value.size() && isPlain(text[i]); ++i)
        *at++ = static_cast<char>(text[i]);
    written(at);
    if (i < value.size())
        putEscaped(QStringView(value).mid(i));
    sign('"');
}

static char *putEscape(char *at, uchar c)
{
    constexpr const char *digits = "0123456789abcdef";
    *at++ = '\\';
    switch (c) {
    case '"':
    case '\\': *at++ = char(c); break;
    case '\n': *at++ = 'n'; break;
    case '\r': *at++ = 'r'; break;
    case '\t': *at++ = 't'; break;
    default:
        for (const char one : {'u', '0', '0', digits[c >> 4], digits[c & 15]})
            *at++ = one;
    }
    return at;
}

void TextWriter::putEscaped(QStringView value)
{
    constexpr qsizetype longestEscape = 6;
    const QByteArray utf8 = value.toUtf8();
    char *at = room(utf8.size() * longestEscape);
    for (const char c : utf8) {
        const auto byte = static_cast<uchar>(c);
        if (byte >= 0x80 || isPlain(byte))
            *at++ = c;
        else
            at = putEscape(at, byte);
    }
    written(at);
}

void TextWriter::put(qint64 value)
{
    constexpr qsizetype longest = 24;
    char *at = room(longest);
    written(std::to_chars(at, at + longest, value).ptr);
}

void TextWriter::put(Timestamp value)
{
    char *at = room(longestTimeText + 2);
    *at++ = '"';
    at = putTime(at, value);
    *at++ = '"';
    written(at);
}

void TextWriter::put(const Event &value)
{
    const QByteArray json = QJsonDocument(lockbox::toJson(value)).toJson(QJsonDocument::Compact);
    word({json.constData(), size_t(json.size())});
}

QByteArray withField(QByteArray object, const char *name, const QString &text)
{
    TextWriter writer;
    writer.orNull(name, text);
    object.chop(1);
    object.append(',').append(writer.text()).append('}');
    return object;
}

} // namespace lockbox::wire
