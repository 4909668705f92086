#include "core/api/call.h"

#include "core/wire/strictjson.h"

namespace lockbox::api {

Result<QJsonObject> bodyOf(const Entry &call)
{
    const Question &question = call.question;
    if (question.body.isEmpty())
        return QJsonObject();
    const QByteArray type = question.headers.value("content-type").split(';').front().trimmed();
    if (type.toLower() != "application/json")
        return invalid(QStringLiteral("contentType"),
                       QStringLiteral("the body must be application/json"));
    return wire::readObject(question.body);
}

Failure unknownName(const QString &name)
{
    return invalid(name.left(128), QStringLiteral("nothing is called %1").arg(name.left(128)));
}

Result<QString> textOf(const Entry &call, const char *name, bool mayBeMissing)
{
    const auto body = bodyOf(call);
    if (!body)
        return failure(body);
    const QString key = QString::fromLatin1(name);
    for (auto it = body->begin(); it != body->end(); ++it) {
        if (it.key() != key)
            return unknownName(it.key());
    }
    const QJsonValue value = body->value(key);
    if (value.isString())
        return value.toString();
    if (mayBeMissing && (value.isUndefined() || value.isNull()))
        return QString();
    return invalid(key, value.isUndefined() ? QStringLiteral("%1 is missing").arg(key)
                                            : QStringLiteral("%1 is no text").arg(key));
}

Result<QStringList> textsOf(const Entry &entry, std::initializer_list<const char *> names,
                            std::initializer_list<const char *> optional)
{
    const auto body = bodyOf(entry);
    if (!body)
        return failure(body);
    QJsonObject left = *body;
    QStringList texts;
    for (const char *name : names) {
        const QString key = QString::fromLatin1(name);
        const QJsonValue text = left.take(key);
        if (!text.isString())
            return invalid(key, QStringLiteral("%1 is missing, or no text").arg(key));
        texts.append(text.toString());
    }
    for (const char *name : optional) {
        const QString key = QString::fromLatin1(name);
        const QJsonValue text = left.take(key);
        if (!text.isString() && !text.isUndefined() && !text.isNull())
            return invalid(key, QStringLiteral("%1 is no text").arg(key));
        texts.append(text.toString());
    }
    if (!left.isEmpty())
        return unknownName(left.begin().key());
    return texts;
}

Result<void> checkPasswords(const Entry &entry)
{
    if (entry.methods.password)
        return {};
    return failure(ErrorCode::NotSupported,
                   QStringLiteral("this service takes no passwords: sign in with OpenID Connect"));
}

Result<void> checkNoQuery(const Entry &call)
{
    if (call.question.query.isEmpty())
        return {};
    const QString name = call.question.query.queryItems().front().first.left(64);
    return invalid(name, QStringLiteral("\"%1\" is no parameter here").arg(name));
}

std::optional<Answer> News::find(const QString &question, Instant asked) const
{
    const auto told = m_told.find(question);
    if (told == m_told.end() || told->second.found < asked)
        return std::nullopt;
    return told->second.answer;
}

void News::keep(const QString &question, Instant found, const Answer &answer)
{
    constexpr size_t most = 1000;
    if (m_told.size() >= most)
        m_told.clear();
    m_told.insert_or_assign(question, Told{.found = found, .answer = answer});
}

} // namespace lockbox::api
