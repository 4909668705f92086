#include "core/mail/defang.h"

namespace lockbox {

/// What looks like a dot between the parts of a host's name (RFC 3490 §3.1, and what fonts show alike).
static bool isDot(QChar c)
{
    return c == u'.' || c == u'\u3002' || c == u'\uFF0E' || c == u'\uFF61' || c == u'\u2024';
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

/// Without what can't be seen; every white space but a line break is a blank.
static QString visible(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            const auto category = QChar::category(QChar::surrogateToUcs4(c, text.at(i + 1)));
            if (category != QChar::Other_Format && category != QChar::Other_NotAssigned)
                result += text.mid(i, 2);
            ++i;
        } else if (c.isSurrogate()) {
            result += QChar::ReplacementCharacter;
        } else if (c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator) {
            result += u'\n';
        } else if (c.isSpace()) {
            result += u' ';
        } else if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format
                   && c.category() != QChar::Other_NotAssigned) {
            result += c;
        }
    }
    return result;
}

/// "3.5" or "2,000.00": a number with one dot is no address.
static bool isPlainNumber(QStringView token)
{
    // The sentence may end behind it.
    while (!token.isEmpty() && token.back().isPunct() && token.back() != u'%')
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

/// One run of characters without white space.
static QString defangedToken(QStringView token)
{
    if (isPlainNumber(token))
        return token.toString();
    QString result;
    for (qsizetype i = 0; i < token.size(); ++i) {
        const QChar c = token.at(i);
        const bool isBetween = i > 0 && i + 1 < token.size();
        const bool isAfterDigit = i > 0 && token.at(i - 1).isDigit();
        if (isDot(c) && isBetween)
            result += QStringLiteral("[.]");
        else if (isAt(c) && token.size() > 1)
            result += QStringLiteral("[at]");
        else if (isColon(c) && isBetween && !(isAfterDigit && token.at(i + 1).isDigit()))
            result += QStringLiteral("[:]");
        else if (isSlash(c) && i > 0 && isSlash(token.at(i - 1)))
            result += QStringLiteral("[%1]").arg(c);
        else
            result += c;
    }
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
    return result;
}

QString defangedLine(const QString &text)
{
    return defanged(text.simplified()).simplified();
}

} // namespace lockbox
