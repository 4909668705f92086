#include "core/mail/headerwords.h"

#include "core/mail/charset.h"
#include "core/mail/transfercoding.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

/// Nobody's field is as long (RFC 5322 §2.1.1); expressions take their time for each character.
static constexpr qsizetype longestValue = 10'000;

namespace {

/// A word of a field, and whether it was encoded: between two such, a blank is none.
struct Word {
    QString text;
    bool isEncoded = false;
};

} // namespace

static std::optional<QByteArray> fromQ(const QByteArray &content)
{
    QByteArray result;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const char c = content.at(i);
        if (c != '=') {
            result += c == '_' ? ' ' : c;
            continue;
        }
        const auto byte = hexPair(content, i + 1);
        if (!byte)
            return std::nullopt;
        result += *byte;
        i += 2;
    }
    return result;
}

static bool holdsControls(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

static std::optional<Word> wordOf(const QByteArray &token)
{
    static const QRegularExpression whole(
        QStringLiteral("\\A=\\?([A-Za-z0-9-]+)\\?([BbQq])\\?([!->@-~]*)\\?=\\z"));
    static const QRegularExpression start(QStringLiteral("=\\?[^?]*\\?[BbQq]\\?"));
    const QString latin = QString::fromLatin1(token);
    const auto match = whole.match(latin);
    std::optional<QString> text;
    if (match.hasMatch()) {
        const QByteArray content = match.captured(3).toLatin1();
        const bool isBase64 = match.captured(2).toUpper() == QLatin1String("B");
        if (const auto bytes = isBase64 ? fromBase64(content) : fromQ(content))
            text = decodedWords(*bytes, match.captured(1).toLatin1());
    } else if (!start.match(latin).hasMatch()) {
        // Some programs decode what only looks like an encoded word.
        text = decodedText(token, "utf-8");
    }
    if (!text || holdsControls(*text))
        return std::nullopt;
    return Word{.text = *text, .isEncoded = match.hasMatch()};
}

static QString joined(const std::vector<Word> &words)
{
    QString text;
    for (size_t i = 0; i < words.size(); ++i) {
        const bool isOneText = i > 0 && words.at(i).isEncoded && words.at(i - 1).isEncoded;
        if (i > 0 && !isOneText)
            text += QLatin1Char(' ');
        text += words.at(i).text;
    }
    return withSingleBlanks(text);
}

/// With `mayQuote`, what stands in quotation marks is one word, without them (RFC 5322 §3.2.4).
static std::optional<QString> textOf(const QByteArray &value, const QRegularExpression &form,
                                     bool mayQuote)
{
    static const QRegularExpression escape(QStringLiteral("\\\\(.)"));
    std::vector<Word> words;
    const QString latin = QString::fromLatin1(value).trimmed();
    qsizetype done = 0;
    for (auto it = form.globalMatch(latin); it.hasNext();) {
        const auto match = it.next();
        done = match.capturedEnd();
        QString token = match.captured(1);
        const bool isQuoted = mayQuote && token.startsWith(QLatin1Char('"'));
        if (isQuoted)
            token = token.mid(1).chopped(1).replace(escape, QStringLiteral("\\1"));
        const auto word = wordOf(token.toLatin1());
        if (!word || (isQuoted && word->isEncoded))
            return std::nullopt;
        words.push_back(*word);
    }
    return done == latin.size() ? std::optional(joined(words)) : std::nullopt;
}

std::optional<QString> headerText(const QByteArray &value)
{
    static const QRegularExpression word(QStringLiteral("\\G([^ \\t]+)(?:[ \\t]+|\\z)"));
    return value.size() > longestValue ? std::nullopt : textOf(value, word, false);
}

/// The words before an address.
static std::optional<QString> nameOf(const QString &phrase)
{
    static const QRegularExpression word(QStringLiteral(
        "\\G(\"(?:[^\"\\\\]|\\\\.)*\"|[^ \\t\"()<>@,;:\\\\\\[\\]]+)(?:[ \\t]+|\\z)"));
    return textOf(phrase.toLatin1(), word, true);
}

std::optional<Mailbox> headerMailbox(const QByteArray &value)
{
    static const QString address =
        QStringLiteral("((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^ \\t\"()<>@,;:\\\\\\[\\]]+)@"
                       "(?:[^ \\t\"()<>@,;:\\\\\\[\\]]+|\\[[A-Za-z0-9.:]+\\]))");
    static const QRegularExpression alone(QStringLiteral("\\A%1\\z").arg(address));
    static const QRegularExpression named(QStringLiteral("\\A(.*)<%1>\\z").arg(address));
    if (value.size() > longestValue)
        return std::nullopt;
    const QString latin = QString::fromLatin1(value);
    const auto single = alone.match(latin);
    const auto match = single.hasMatch() ? single : named.match(latin);
    if (!match.hasMatch())
        return std::nullopt;
    const auto name = single.hasMatch() ? QString() : nameOf(match.captured(1));
    const auto found = decodedText(match.captured(single.hasMatch() ? 1 : 2).toLatin1(), "utf-8");
    if (!name || !found || holdsControls(*found))
        return std::nullopt;
    return Mailbox{.name = *name, .address = *found};
}

std::optional<Timestamp> headerDate(const QByteArray &value)
{
    static const QRegularExpression form(QStringLiteral(
        "\\A((?:[A-Z][a-z]{2}, +)?\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d) "
        "+([+-]\\d{4}|GMT|UT)(?: \\([A-Z]{1,5}\\))?\\z"));
    if (value.size() > longestValue)
        return std::nullopt;
    const auto match = form.match(QString::fromLatin1(value));
    if (!match.hasMatch())
        return std::nullopt;
    const QString zone =
        match.captured(2).at(0).isLetter() ? QStringLiteral("+0000") : match.captured(2);
    const auto time = QDateTime::fromString(
        match.captured(1).simplified() + QLatin1Char(' ') + zone, Qt::RFC2822Date);
    if (!time.isValid())
        return std::nullopt;
    return Timestamp(std::chrono::seconds(time.toSecsSinceEpoch()));
}

} // namespace lockbox
