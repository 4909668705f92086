#include "core/mail/defang.h"

#include <QRegularExpression>

namespace lockbox {

/// What looks like a dot between the parts of a host's name (RFC 3490 §3.1, and what fonts show alike).
static bool isDot(QChar c)
{
    return c == u'.' || c == u'\u3002' || c == u'\uFF0E' || c == u'\uFF61' || c == u'\u2024'
           || c == u'\uFE52';
}

static bool isAt(QChar c)
{
    return c == u'@' || c == u'\uFF20' || c == u'\uFE6B';
}

static bool isColon(QChar c)
{
    return c == u':' || c == u'\uFF1A' || c == u'\uFE55';
}

static bool isSlash(QChar c)
{
    return c == u'/' || c == u'\\' || c == u'\uFF0F' || c == u'\uFF3C';
}

/// Letters and marks without ink: fillers, and what chooses another shape of the character before. Shapes of signs (U+FE0F) stay.
static bool isInkless(char32_t c)
{
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5
           || (c >= 0x180B && c <= 0x180F) || c == 0x2800 || c == 0x3164 || c == 0xFFA0
           || (c >= 0xE0100 && c <= 0xE01EF);
}

/// One character as it may stand in a mail; empty for what can't be seen.
static QString visible(char32_t c)
{
    if (QChar::isSpace(c))
        return QStringLiteral(" ");
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: return {};
    // Fonts show them in any way, or not at all.
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned: return QString(QChar::ReplacementCharacter);
    default: return isInkless(c) ? QString() : QString::fromUcs4(&c, 1);
    }
}

/// Without what can't be seen; every white space but a line break is a blank.
static QString visible(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool hasNext = i + 1 < text.size();
        if (c == u'\r' && hasNext && text.at(i + 1) == u'\n')
            continue;
        if (c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            result += u'\n';
        else if (c.isHighSurrogate() && hasNext && text.at(i + 1).isLowSurrogate())
            result += visible(QChar::surrogateToUcs4(c, text.at(++i)));
        else
            result += visible(char32_t(c.unicode()));
    }
    return result;
}

/// "3.5" or "2,000.00": a number with one dot is no address.
static bool isPlainNumber(QStringView token)
{
    // The sentence may end behind it.
    while (!token.isEmpty() && QStringView(u".,;:!?)").contains(token.back()))
        token.chop(1);
    int dots = 0;
    for (const QChar c : token) {
        if (isDot(c))
            ++dots;
        else if (!(c >= u'0' && c <= u'9') && c != u',' && c != u'%')
            return false;
    }
    return dots <= 1;
}

/// Whether what stands before a colon could be the scheme of an address (RFC 3986 §3.1), as in "h323:1" but not in "12:30".
static bool endsWithScheme(QStringView text)
{
    while (!text.isEmpty()) {
        const char32_t c = text.back().unicode();
        if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'))
            return true;
        if (!(c >= U'0' && c <= U'9') && c != U'+' && c != U'-' && c != U'.')
            return false;
        text.chop(1);
    }
    return false;
}

static bool isTimeOfDay(QStringView token, qsizetype colon)
{
    return token.at(colon - 1).isDigit() && token.at(colon + 1).isDigit()
           && !endsWithScheme(token.first(colon));
}

/// One run of characters without white space.
static QString defangedToken(QStringView token)
{
    if (isPlainNumber(token))
        return token.toString();
    QString result;
    for (qsizetype i = 0; i < token.size(); ++i) {
        const QChar c = token.at(i);
        const bool isBetween = i > 0 && i + 1 < token.size();
        if (isDot(c) && isBetween)
            result += QStringLiteral("[.]");
        else if (isAt(c))
            result += QStringLiteral("[at]");
        else if (isColon(c) && isBetween && !isTimeOfDay(token, i))
            result += QStringLiteral("[:]");
        else if (isSlash(c) && i > 0 && isSlash(token.at(i - 1)))
            result += QStringLiteral("[%1]").arg(c);
        else
            result += c;
    }
    return result;
}

/// Telephones offer to call what looks like a number of theirs: seven digits or more, in groups or not. Dates stay.
static QString withoutNumbersToCall(const QString &text)
{
    static const QRegularExpression number(
        QStringLiteral("(?<![\\w\\-.\\[])\\+?\\(?\\d(?:[ ()\\-./\\x{a0}]{0,2}\\d){6,}(?!\\w)"));
    static const QRegularExpression date(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\d(?: \\d\\d)?$|^\\d\\d?[./]\\d\\d?[./]\\d{4}$"));
    QString result;
    qsizetype done = 0;
    for (auto it = number.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(text).mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const QString found = match.captured();
        if (date.match(found).hasMatch()) {
            result += found;
            continue;
        }
        int digits = 0;
        for (const QChar c : found) {
            const bool isDigit = c.isDigit();
            if (isDigit && ++digits > 4) {
                result += QStringLiteral("[]");
                digits = 1;
            } else if (!isDigit) {
                digits = 0;
            }
            result += isDigit || c == u'+' ? QString(c) : QStringLiteral("[%1]").arg(c);
        }
    }
    result += QStringView(text).mid(done);
    return result;
}

QString defanged(const QString &text)
{
    const QString seen = visible(text);
    QString result;
    result.reserve(seen.size());
    qsizetype start = 0;
    for (qsizetype i = 0; i <= seen.size(); ++i) {
        if (i < seen.size() && !seen.at(i).isSpace())
            continue;
        result += defangedToken(QStringView(seen).mid(start, i - start));
        if (i < seen.size())
            result += seen.at(i);
        start = i + 1;
    }
    return withoutNumbersToCall(result);
}

QString defangedLine(const QString &text)
{
    return defanged(text.simplified()).simplified();
}

} // namespace lockbox
