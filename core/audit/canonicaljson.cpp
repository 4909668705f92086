#include "core/audit/canonicaljson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <vector>

namespace lockbox {

namespace {

/// Writes into one byte array; remembers the first thing that can't be written.
class Writer
{
public:
    void value(const QJsonValue &json);
    void object(const QJsonObject &json);
    Result<QByteArray> take();

private:
    void array(const QJsonArray &json);
    void string(const QString &text);
    void number(double number);
    void refuse(const QString &why) { m_refusal = m_refusal.isEmpty() ? why : m_refusal; }

    QByteArray m_bytes;
    QString m_refusal;
};

QByteArray escaped(char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
    }
}

void Writer::value(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined: m_bytes += "null"; break;
    case QJsonValue::Bool: m_bytes += json.toBool() ? "true" : "false"; break;
    case QJsonValue::Double: number(json.toDouble()); break;
    case QJsonValue::String: string(json.toString()); break;
    case QJsonValue::Array: array(json.toArray()); break;
    case QJsonValue::Object: object(json.toObject()); break;
    }
}

using Member = std::pair<QString, QJsonValue>;

bool isInOrder(const Member &a, const Member &b)
{
    return a.first < b.first;
}

/// QString compares by UTF-16 code units, as RFC 8785 §3.2.3 wants it; Qt keeps its objects in just that order nearly always.
std::vector<Member> sortedMembers(const QJsonObject &json)
{
    std::vector<Member> members;
    members.reserve(static_cast<size_t>(json.size()));
    for (auto it = json.begin(); it != json.end(); ++it)
        members.emplace_back(it.key(), it.value());
    if (!std::is_sorted(members.begin(), members.end(), isInOrder))
        std::sort(members.begin(), members.end(), isInOrder);
    return members;
}

void Writer::object(const QJsonObject &json)
{
    const std::vector<Member> members = sortedMembers(json);
    // Where Qt's own order is another one, it may have overlooked that a parsed text has a name twice.
    if (std::adjacent_find(members.begin(), members.end(), std::not_fn(isInOrder)) != members.end())
        refuse(QStringLiteral("an object has two members of the same name"));
    char before = '{';
    for (const auto &[key, member] : members) {
        m_bytes += before;
        before = ',';
        string(key);
        m_bytes += ':';
        value(member);
    }
    m_bytes += before == '{' ? "{}" : "}";
}

void Writer::array(const QJsonArray &json)
{
    char before = '[';
    for (const QJsonValue &element : json) {
        m_bytes += before;
        before = ',';
        value(element);
    }
    m_bytes += before == '[' ? "[]" : "]";
}

void Writer::string(const QString &text)
{
    if (!text.isValidUtf16())
        refuse(QStringLiteral("a text holds a lone surrogate"));
    const QByteArray utf8 = text.toUtf8();
    m_bytes += '"';
    // Whole stretches at once: hardly a text holds anything that must be escaped.
    const char *written = utf8.cbegin();
    for (const char *c = utf8.cbegin(); c != utf8.cend(); ++c) {
        if (static_cast<unsigned char>(*c) >= 0x20 && *c != '"' && *c != '\\')
            continue;
        m_bytes.append(written, c - written);
        m_bytes += escaped(*c);
        written = c + 1;
    }
    m_bytes.append(written, utf8.cend() - written);
    m_bytes += '"';
}

/// ECMAScript's Number::toString: the shortest digits that read back as the same number, placed by its exponent.
void Writer::number(double number)
{
    if (!std::isfinite(number)) {
        refuse(QStringLiteral("a number is not finite"));
        return;
    }
    if (number == 0) {
        m_bytes += '0';
        return;
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(number),
                                   std::chars_format::scientific)
                         .ptr;
    const QByteArray text(buffer, end - buffer);
    const auto e = text.indexOf('e');
    QByteArray digits = text.left(e).replace('.', "");
    const int exponent = text.mid(e + 1).toInt() + 1; // 0.digits × 10^exponent
    const int count = static_cast<int>(digits.size());
    if (number < 0)
        m_bytes += '-';
    if (count <= exponent && exponent <= 21) {
        m_bytes += digits.leftJustified(exponent, '0');
    } else if (0 < exponent && exponent <= 21) {
        m_bytes += digits.left(exponent) + '.' + digits.mid(exponent);
    } else if (-6 < exponent && exponent <= 0) {
        m_bytes += "0." + QByteArray(-exponent, '0') + digits;
    } else {
        m_bytes += digits.left(1);
        if (count > 1)
            m_bytes += '.' + digits.mid(1);
        m_bytes += exponent > 0 ? "e+" : "e-";
        m_bytes += QByteArray::number(std::abs(exponent - 1));
    }
}

Result<QByteArray> Writer::take()
{
    if (!m_refusal.isEmpty())
        return invalid(QStringLiteral("json"), m_refusal);
    return std::move(m_bytes);
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonValue &value)
{
    Writer writer;
    writer.value(value);
    return writer.take();
}

Result<QByteArray> canonicalJson(const QJsonObject &object)
{
    Writer writer;
    writer.object(object);
    return writer.take();
}

QJsonDocument parseJson(const QByteArray &bytes, QJsonParseError *error)
{
    constexpr char mark[] = "\xef\xbb\xbf";
    if (!bytes.contains(mark))
        return QJsonDocument::fromJson(bytes, error);
    // Within a text both are the same to JSON, and elsewhere neither may stand.
    return QJsonDocument::fromJson(QByteArray(bytes).replace(mark, "\\ufeff"), error);
}

} // namespace lockbox
