#include "core/mail/htmlpieces.h"

#include <QRegularExpression>

namespace lockbox {

/// The character that an entity stands for; the entity itself where that is not known.
static QString decodedEntity(const QString &entity)
{
    static const std::pair<const char *, const char16_t *> named[] = {
        {"&lt;", u"<"},    {"&gt;", u">"},        {"&amp;", u"&"},
        {"&quot;", u"\""}, {"&nbsp;", u"\u00A0"}, {"&apos;", u"'"},
    };
    for (const auto &[name, character] : named) {
        if (entity == QLatin1String(name))
            return QString::fromUtf16(character);
    }
    const bool isHex = entity.startsWith(QLatin1String("&#x"), Qt::CaseInsensitive);
    bool ok = false;
    const char32_t code = entity.mid(isHex ? 3 : 2).chopped(1).toUInt(&ok, isHex ? 16 : 10);
    return ok && code > 0 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code)
               ? QString::fromUcs4(&code, 1)
               : entity;
}

static QString decoded(const QString &text)
{
    static const QRegularExpression entities(
        QStringLiteral("&(?:[a-z]+|#[0-9]+|#[xX][0-9a-fA-F]+);"));
    QString result;
    qsizetype done = 0;
    for (auto it = entities.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += text.mid(done, match.capturedStart() - done) + decodedEntity(match.captured());
        done = match.capturedEnd();
    }
    return result + text.mid(done);
}

/// With the tag's name in lower case and one blank between its parts.
static QString plainTag(const QString &tag)
{
    static const QRegularExpression name(QStringLiteral("^</?[A-Za-z][A-Za-z0-9]*"));
    QString result = tag.simplified();
    const QString found = name.match(result).captured();
    result.replace(0, found.size(), found.toLower());
    return result;
}

/// What servers and mail programs write into the head, and nothing that could be seen or do anything.
static bool isIdle(const QString &tag)
{
    static const QRegularExpression form(
        QStringLiteral("^<!doctype html>$|^<meta charset=\"?[a-z0-9-]+\"? ?/?>$"
                       "|^<meta http-equiv=\"?content-type\"? content=\"text/html; ?"
                       "charset=[a-z0-9-]+\" ?/?>$"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(tag).hasMatch();
}

QStringList htmlPieces(const QString &html)
{
    static const QRegularExpression tags(QStringLiteral("<[^>]*>?"));
    QStringList pieces;
    qsizetype done = 0;
    const auto addText = [&](qsizetype end) {
        // No text begins like a tag.
        if (const QString text = decoded(html.mid(done, end - done)).simplified(); !text.isEmpty())
            pieces.append(QLatin1Char(' ') + text);
    };
    for (auto it = tags.globalMatch(html); it.hasNext();) {
        const auto match = it.next();
        addText(match.capturedStart());
        done = match.capturedEnd();
        if (const QString tag = plainTag(match.captured()); !isIdle(tag))
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
