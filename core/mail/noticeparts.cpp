#include "core/mail/noticeparts.h"

#include "core/mail/charset.h"
#include "core/mail/contenttype.h"
#include "core/mail/transfercoding.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

static Failure fault(const char *words)
{
    return invalid(QStringLiteral("message"), QString::fromLatin1(words));
}

/// Fields about the content, of the mail or a part, that go with a notice.
static bool isKnownField(const QByteArray &name)
{
    static const QList<QByteArray> known = {"content-type",     "content-transfer-encoding",
                                            "content-language", "content-length",
                                            "content-class",    "content-disposition"};
    return !name.startsWith("content-") || known.contains(name);
}

static bool isBoundary(const QByteArray &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-]\\z"));
    return form.match(QString::fromLatin1(text)).hasMatch();
}

/// The boundary of the mail's two parts.
static Result<QByteArray> boundaryOf(const MailHead &head)
{
    if (!std::ranges::all_of(head.fields, isKnownField, &MailHead::Field::name))
        return fault("a field about the content that notices don't have");
    if (head.value("mime-version").value_or(QByteArray()) != "1.0")
        return fault("the version of MIME is not 1.0");
    const auto type = parseContentType(head.value("content-type").value_or(QByteArray()));
    if (!type || type->type != "multipart/alternative" || !type->hasOnly({"boundary"}))
        return fault("it is not made of a text and an HTML part as alternatives");
    const QByteArray coding = head.value("content-transfer-encoding").value_or("7bit").toLower();
    if (coding != "7bit" && coding != "8bit" && coding != "binary")
        return fault("all of it is encoded");
    if (head.value("content-disposition"))
        return fault("all of it is an attachment");
    const QByteArray boundary = type->parameters.value("boundary");
    return isBoundary(boundary) ? Result<QByteArray>(boundary)
                                : Result<QByteArray>(fault("its parts have no proper boundary"));
}

/// What stands between the boundaries.
static Result<QList<QByteArray>> split(const QByteArray &body, const QByteArray &boundary)
{
    static const auto isBlank = [](const QByteArray &text) { return text.trimmed().isEmpty(); };
    const QByteArray mark = "--" + boundary;
    QList<QByteArray> pieces{QByteArray()};
    bool isClosed = false;
    for (qsizetype start = 0; start < body.size();) {
        const qsizetype end = body.indexOf('\n', start);
        const QByteArray line = body.mid(start, end < 0 ? -1 : end + 1 - start);
        start += line.size();
        if (!line.startsWith(mark)) {
            pieces.last() += line;
            continue;
        }
        // Blanks behind it belong to the way it took (RFC 2046 §5.1.1).
        const QByteArray rest = line.mid(mark.size()).trimmed();
        const bool isEnd = rest == "--";
        if (isClosed || !(isEnd || rest.isEmpty()))
            return fault("a line that is almost a boundary, or a part after the last");
        isClosed = isEnd;
        pieces.append(QByteArray());
    }
    if (!isClosed)
        return fault("its end is missing");
    if (!isBlank(pieces.takeFirst()) || !isBlank(pieces.takeLast()))
        return fault("text before the first part or after the last");
    return pieces;
}

/// Whether the part has the fields of a notice's part, each once, and no name.
static bool isPlainPart(const MailHead &head)
{
    static const QList<QByteArray> known = {"content-type",        "content-transfer-encoding",
                                            "content-disposition", "content-language",
                                            "content-id",          "mime-version"};
    const bool areKnown = std::ranges::all_of(
        head.fields, [&](const MailHead::Field &field) { return known.contains(field.name); });
    const QByteArray disposition = head.value("content-disposition").value_or("inline").toLower();
    return areKnown && head.repeated().isEmpty() && disposition == "inline";
}

static Result<QString> textOf(QByteArray piece, const QByteArray &type)
{
    // The line's end before a boundary belongs to that.
    piece.chop(piece.endsWith('\n') ? 1 : 0);
    const auto head = splitHead(piece);
    if (!head || !isPlainPart(*head))
        return fault("a part has a name, or fields twice, or such that notices don't have");
    const auto found = parseContentType(head->value("content-type").value_or(QByteArray()));
    if (!found || found->type != type || !found->hasOnly({"charset", "format"}))
        return fault("its parts are not a text and an HTML part");
    const auto bytes =
        transferDecoded(head->body, head->value("content-transfer-encoding").value_or("7bit"));
    if (!bytes)
        return fault("a part is not in the coding that it says");
    const auto text = decodedText(*bytes, found->parameters.value("charset", "us-ascii"));
    return text ? Result<QString>(*text)
                : Result<QString>(fault("a part is not in the charset that it says, or not in "
                                        "UTF-8, US-ASCII, ISO-8859-1 or Windows-1252"));
}

Result<NoticeParts> noticeParts(const MailHead &head)
{
    const auto boundary = boundaryOf(head);
    if (!boundary)
        return failure(boundary);
    const auto pieces = split(head.body, *boundary);
    if (!pieces)
        return failure(pieces);
    if (pieces->size() != 2)
        return fault("it is not made of two parts");
    const auto text = textOf(pieces->at(0), "text/plain");
    if (!text)
        return failure(text);
    const auto html = textOf(pieces->at(1), "text/html");
    if (!html)
        return failure(html);
    return NoticeParts{.text = *text, .html = *html};
}

} // namespace lockbox
