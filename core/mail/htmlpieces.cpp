#include "core/mail/htmlpieces.h"

#include "core/mail/charset.h"

#include <QRegularExpression>

#include <optional>

namespace lockbox {

/// Whether the character may be written as its number: mail programs show another one for 128 to 159, and some end the text at others.
static bool isTextCode(char32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0x7F)
           || (code >= 0xA0 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code));
}

/// The character that an entity stands for; nothing where it is none of those that notices have or servers write for them.
static std::optional<QString> decodedEntity(const QString &entity)
{
    static const std::pair<const char *, const char16_t *> named[] = {
        {"&lt;", u"<"},    {"&gt;", u">"},        {"&amp;", u"&"},
        {"&quot;", u"\""}, {"&nbsp;", u"\u00A0"}, {"&apos;", u"'"},
    };
    for (const auto &[name, character] : named) {
        if (entity == QLatin1String(name))
            return QString::fromUtf16(character);
    }
    if (!entity.startsWith(QLatin1String("&#")))
        return std::nullopt;
    const bool isHex = entity.startsWith(QLatin1String("&#x"), Qt::CaseInsensitive);
    bool ok = false;
    const char32_t code = entity.mid(isHex ? 3 : 2).chopped(1).toUInt(&ok, isHex ? 16 : 10);
    return ok && isTextCode(code) ? std::optional(QString::fromUcs4(&code, 1)) : std::nullopt;
}

/// Nothing where the text holds an ampersand that doesn't begin such an entity.
static std::optional<QString> decoded(const QString &text)
{
    static const QRegularExpression ampersands(
        QStringLiteral("&(?:[a-z]+;|#[0-9]+;|#[xX][0-9a-fA-F]+;)?"));
    QString result;
    qsizetype done = 0;
    for (auto it = ampersands.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto character = decodedEntity(match.captured());
        if (!character)
            return std::nullopt;
        result += QStringView(text).mid(done, match.capturedStart() - done);
        result += *character;
        done = match.capturedEnd();
    }
    result += QStringView(text).mid(done);
    return result;
}

/// No text begins like a tag, nor a proper one like one that is not: that stays as it is written, and is like none that was sent.
static QString textPiece(const QString &text)
{
    const auto characters = decoded(text);
    const QString plain = withSingleBlanks(characters.value_or(text));
    return plain.isEmpty() ? QString() : QLatin1Char(characters ? ' ' : '&') + plain;
}

/// With the tag's name in lower case and one blank between its parts.
static QString plainTag(const QString &tag)
{
    static const QRegularExpression name(QStringLiteral("^</?[A-Za-z][A-Za-z0-9]*"));
    // No hard blanks: in a tag they are characters like others.
    static const QRegularExpression blanks(QStringLiteral("[ \\t\\r\\n]+"));
    QString result = QString(tag).replace(blanks, QStringLiteral(" "));
    const QString found = name.match(result).captured();
    result.replace(0, found.size(), found.toLower());
    return result;
}

/// What servers and mail programs write in front of the head's title, and nothing that could be seen or do anything.
static bool isIdle(const QString &tag)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(?:<!doctype html>|<meta charset=(\"?)%1\\1 ?/?>"
                       "|<meta http-equiv=(\"?)content-type\\2 content=\"text/html; ?"
                       "charset=%1\" ?/?>)\\z")
            .arg(QStringLiteral("(?:utf-8|us-ascii|iso-8859-1|windows-1252)")),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(tag).hasMatch();
}

QStringList htmlPieces(const QString &html)
{
    static const QRegularExpression tags(QStringLiteral("<[^>]*>?"));
    QStringList pieces;
    qsizetype done = 0;
    bool isBeforeTitle = true;
    const auto addText = [&](qsizetype end) {
        if (const QString text = textPiece(html.mid(done, end - done)); !text.isEmpty())
            pieces.append(text);
    };
    for (auto it = tags.globalMatch(html); it.hasNext();) {
        const auto match = it.next();
        addText(match.capturedStart());
        done = match.capturedEnd();
        const QString tag = plainTag(match.captured());
        isBeforeTitle = isBeforeTitle && tag != QLatin1String("<title>");
        if (!isBeforeTitle || !isIdle(tag))
            pieces.append(tag);
    }
    addText(html.size());
    return pieces;
}

QString shownText(const QString &html)
{
    const QStringList pieces = htmlPieces(html);
    QStringList texts;
    const qsizetype body = pieces.indexOf(QLatin1String("</head>"));
    for (const QString &piece : pieces.mid(body + 1)) {
        if (!piece.startsWith(QLatin1Char('<')))
            texts.append(piece.mid(1));
    }
    return texts.join(QLatin1Char(' '));
}

} // namespace lockbox
