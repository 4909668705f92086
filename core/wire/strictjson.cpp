#include "core/wire/strictjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace lockbox::wire {

namespace {

constexpr qsizetype deepest = 32;

Failure wrong(const QString &words)
{
    return invalid(QStringLiteral("body"), words);
}

/// Reads well-formed JSON once more, for what Qt passes over.
class SecondLook
{
public:
    explicit SecondLook(const QByteArray &json) : m_json(json) {}

    Result<void> look();

private:
    /// A text from its first quote to behind its last, with its quotes.
    QByteArray text();
    void stepOverEscape();
    Result<void> takeName();
    void fault(const char *words)
    {
        if (!m_fault)
            m_fault = words;
    }

    const QByteArray &m_json;
    qsizetype m_at = 0;
    const char *m_fault = nullptr; ///< Of the first text that has one.
    /// The names of each object around; of a list, none.
    std::vector<std::optional<QSet<QString>>> m_around;
    bool m_isNameNext = false;
};

void SecondLook::stepOverEscape()
{
    const auto codeAt = [this](qsizetype at) {
        return m_json.mid(at, 2) == "\\u" ? m_json.mid(at + 2, 4).toUInt(nullptr, 16) : 0U;
    };
    if (QByteArrayView("\"\\/bfnrtu").indexOf(m_json[m_at + 1]) < 0)
        fault("a text of the body holds an escape that there is not");
    const uint code = codeAt(m_at);
    if (QChar::isHighSurrogate(code) && QChar::isLowSurrogate(codeAt(m_at + 6))) {
        m_at += 12;
        return;
    }
    if (QChar::isSurrogate(code) && m_isNameNext)
        fault("a name in the body holds half a letter");
    m_at += code ? 6 : 2;
}

QByteArray SecondLook::text()
{
    const qsizetype begin = m_at++;
    while (m_json[m_at] != '"') {
        if (uchar(m_json[m_at]) < 0x20)
            fault("a text of the body holds a control character");
        if (m_json[m_at] == '\\')
            stepOverEscape();
        else
            ++m_at;
    }
    ++m_at;
    return m_json.mid(begin, m_at - begin);
}

Result<void> SecondLook::takeName()
{
    const QByteArray raw = text();
    const QString name = QJsonDocument::fromJson('[' + raw + ']').array().at(0).toString();
    if (m_around.back()->contains(name))
        return wrong(QStringLiteral("%1 is there twice").arg(name.left(64)));
    m_around.back()->insert(name);
    m_isNameNext = false;
    return {};
}

Result<void> SecondLook::look()
{
    while (m_at < m_json.size()) {
        const char c = m_json[m_at];
        if (c == '"' && m_isNameNext) {
            if (auto ok = takeName(); !ok)
                return ok;
            continue;
        }
        if (c == '"') {
            text();
            continue;
        }
        ++m_at;
        if (c == '{' || c == '[') {
            m_around.emplace_back(c == '{' ? std::optional(QSet<QString>()) : std::nullopt);
            m_isNameNext = c == '{';
            if (qsizetype(m_around.size()) > deepest)
                return wrong(QStringLiteral("the body is nested deeper than %1").arg(deepest));
        } else if (c == '}' || c == ']') {
            m_around.pop_back();
            m_isNameNext = false;
        } else if (c == ',') {
            m_isNameNext = m_around.back().has_value();
        }
    }
    if (m_fault)
        return wrong(QString::fromLatin1(m_fault));
    return {};
}

} // namespace

Result<QJsonObject> readObject(const QByteArray &bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        return wrong(QStringLiteral("the body begins with a byte order mark"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return wrong(QStringLiteral("the body is no JSON: %1 at byte %2")
                         .arg(error.errorString())
                         .arg(error.offset));
    if (!document.isObject())
        return wrong(QStringLiteral("the body is no JSON object"));
    if (auto ok = SecondLook(bytes).look(); !ok)
        return failure(ok);
    return document.object();
}

} // namespace lockbox::wire
