#include "core/mail/charset.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>

#include <glib.h>

namespace lockbox {

static bool isAscii(const QByteArray &bytes)
{
    return std::ranges::all_of(bytes, [](char c) { return static_cast<uchar>(c) < 0x80; });
}

static std::optional<QString> fromUtf8(const QByteArray &bytes)
{
    // Stateless: a character that is cut off at the end is an error, too. The mark of UTF-8 is a character like others.
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless
                                                       | QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

/// Nothing for bytes from 0x80 to 0x9F: in ISO-8859-1 they are control characters, yet mail programs show those of Windows-1252.
static std::optional<QString> fromLatin1(const QByteArray &bytes)
{
    const bool isClear = std::ranges::none_of(bytes, [](char c) {
        return static_cast<uchar>(c) >= 0x80 && static_cast<uchar>(c) < 0xA0;
    });
    return isClear ? std::optional(QString::fromLatin1(bytes)) : std::nullopt;
}

static std::optional<QString> fromWindows1252(const QByteArray &bytes)
{
    /// 0x80 to 0x9F; 0 for bytes that stand for nothing.
    static constexpr std::array<char16_t, 32> special = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() < 0x80 || c.unicode() >= 0xA0)
            continue;
        c = special.at(c.unicode() - 0x80U);
        if (c.isNull())
            return std::nullopt;
    }
    return text;
}

std::optional<QString> decodedText(const QByteArray &bytes, const QByteArray &charset)
{
    const QByteArray name = charset.toLower();
    if (name == "utf-8")
        return fromUtf8(bytes);
    if (name == "us-ascii")
        return isAscii(bytes) ? std::optional(QString::fromLatin1(bytes)) : std::nullopt;
    if (name == "iso-8859-1")
        return fromLatin1(bytes);
    if (name == "windows-1252")
        return fromWindows1252(bytes);
    return std::nullopt;
}

std::optional<QString> decodedWords(const QByteArray &bytes, const QByteArray &charset)
{
    static const QRegularExpression others(
        QStringLiteral("\\A(?:iso-8859-(?:[2-9]|1[0-6])|koi8-[ru]|windows-125[013-8])\\z"),
        QRegularExpression::CaseInsensitiveOption);
    if (!others.match(QString::fromLatin1(charset)).hasMatch())
        return decodedText(bytes, charset);
    gsize size = 0;
    // It fails where a byte stands for nothing.
    gchar *utf8 = g_convert(bytes.constData(), gssize(bytes.size()), "UTF-8", charset.constData(),
                            nullptr, &size, nullptr);
    if (!utf8)
        return std::nullopt;
    const QString text = QString::fromUtf8(utf8, qsizetype(size));
    g_free(utf8);
    return text;
}

QString withSingleBlanks(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (c != u' ' && c != u'\t' && c != u'\n' && c != u'\r' && c != u'\u00A0')
            result += c;
        else if (!result.isEmpty() && !result.endsWith(u' '))
            result += u' ';
    }
    if (result.endsWith(u' '))
        result.chop(1);
    return result;
}

} // namespace lockbox
