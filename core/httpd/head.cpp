#include "core/httpd/head.h"

#include <QStringDecoder>

#include <algorithm>

namespace lockbox::httpd {

namespace {

bool isControl(char c)
{
    return uchar(c) < 0x20 || c == '\x7f';
}

bool hasControl(const QByteArray &bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), isControl);
}

bool isVisible(char c)
{
    return c > ' ' && c < '\x7f';
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// RFC 9110 §5.6.2.
bool isTokenLetter(char c)
{
    return isVisible(c) && QByteArrayView("\"(),/:;<=>?@[\\]{}").indexOf(c) < 0;
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError();
}

Failure wrong(const char *field, const char *words)
{
    return invalid(QString::fromLatin1(field), QString::fromLatin1(words));
}

Result<QByteArray> decoded(const QByteArray &part, const char *name)
{
    for (qsizetype at = part.indexOf('%'); at >= 0; at = part.indexOf('%', at + 1)) {
        if (at + 2 >= part.size() || !isHex(part[at + 1]) || !isHex(part[at + 2]))
            return wrong(name, "a % in the address is not followed by two hexadecimal digits");
    }
    QByteArray bytes = QByteArray::fromPercentEncoding(part);
    if (!isUtf8(bytes))
        return wrong(name, "the address is no UTF-8");
    return bytes;
}

/// Those that say one thing, and may not say it twice.
bool isSingle(const QByteArray &name)
{
    static const QByteArrayList single{
        "authorization",     "content-length",  "content-type",     "host",
        "if-modified-since", "idempotency-key", "transfer-encoding"};
    return single.contains(name);
}

Result<void> checkField(const QByteArray &name, const QByteArray &value)
{
    if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isTokenLetter))
        return wrong("header", "the name of a header field is none");
    const bool isPlain =
        std::all_of(value.begin(), value.end(), [](char c) { return c == '\t' || !isControl(c); });
    if (!isPlain)
        return wrong("header", "a header field holds a control character");
    return {};
}

Result<void> checkLength(const QHash<QByteArray, QByteArray> &headers, const QByteArray &version)
{
    const bool hasLength = headers.contains("content-length");
    if (hasLength) {
        const QByteArray length = headers.value("content-length");
        const bool isNumber =
            std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (length.isEmpty() || !isNumber)
            return wrong("contentLength", "the length of the body is no number");
    }
    if (!headers.contains("transfer-encoding"))
        return {};
    if (hasLength || version != "HTTP/1.1")
        return wrong("transferEncoding", "chunks stand for themselves in HTTP/1.1, without a "
                                         "length");
    if (headers.value("transfer-encoding").toLower() != "chunked")
        return wrong("transferEncoding", "the body may be coded as chunked, nothing else");
    return {};
}

} // namespace

Result<void> readTarget(const QByteArray &target, api::Question &question)
{
    if (!target.startsWith('/'))
        return wrong("path", "the address does not begin with a slash");
    if (!std::all_of(target.begin(), target.end(), isVisible) || target.contains('#'))
        return wrong("path", "the address holds what must be percent-encoded");
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    const auto places = decoded(path, "path");
    if (!places)
        return failure(places);
    if (hasControl(*places))
        return wrong("path", "the address holds a control character");
    question.path = path;
    if (mark < 0)
        return {};
    const QByteArray text = target.mid(mark + 1);
    const auto query = decoded(text, "query");
    if (!query)
        return failure(query);
    if (query->contains('\0'))
        return wrong("query", "the address holds a control character");
    question.query = QUrlQuery(QString::fromLatin1(text));
    return {};
}

Result<void> readFields(const Fields &fields, const QByteArray &version, api::Question &question)
{
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return wrong("version", "this is neither HTTP/1.1 nor HTTP/1.0");
    for (const auto &[name, value] : fields) {
        if (auto ok = checkField(name, value); !ok)
            return ok;
        const QByteArray key = name.toLower();
        if (!question.headers.contains(key)) {
            question.headers.insert(key, value);
            continue;
        }
        if (isSingle(key))
            return invalid(QStringLiteral("header"),
                           QStringLiteral("%1 is there twice").arg(QString::fromLatin1(key)));
        question.headers[key] += ", " + value;
    }
    return checkLength(question.headers, version);
}

} // namespace lockbox::httpd
