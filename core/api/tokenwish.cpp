#include "core/api/tokenwish.h"

#include <QMap>

namespace lockbox::api {

namespace {

using Form = QMap<QString, QByteArray>;

QByteArray decoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

Answer wrongForm(const QString &description)
{
    return tokenRefusal(400, "invalid_request", description);
}

/// Values that are empty are as if they were not there; names that nobody knows are passed over (section 3.2).
tl::expected<Form, Answer> formOf(const Question &question)
{
    const QByteArray type = question.headers.value("content-type").split(';').front().trimmed();
    if (type.toLower() != "application/x-www-form-urlencoded")
        return tl::make_unexpected(
            wrongForm(QStringLiteral("the body must be application/x-www-form-urlencoded")));
    Form form;
    for (const QByteArray &part : question.body.split('&')) {
        const qsizetype mark = part.indexOf('=');
        const QString name = QString::fromUtf8(decoded(mark < 0 ? part : part.left(mark)));
        const QByteArray value = mark < 0 ? QByteArray() : decoded(part.mid(mark + 1));
        if (form.contains(name))
            return tl::make_unexpected(
                wrongForm(QStringLiteral("%1 is there twice").arg(name.left(64))));
        if (!value.isEmpty())
            form.insert(name, value);
    }
    return form;
}

/// Id and secret from HTTP Basic, both form-encoded (section 2.3.1).
std::optional<std::pair<QByteArray, QByteArray>> basicOf(const QByteArray &header)
{
    const auto text = QByteArray::fromBase64Encoding(header.mid(6).trimmed(),
                                                     QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype mark = text ? (*text).indexOf(':') : -1;
    if (mark <= 0)
        return std::nullopt;
    return std::pair(decoded((*text).left(mark)), decoded((*text).mid(mark + 1)));
}

} // namespace

tl::expected<TokenWish, Answer> readTokenWish(const Question &question)
{
    const auto refused = [](Answer answer) { return tl::make_unexpected(std::move(answer)); };
    if (!question.query.isEmpty())
        return refused(wrongForm(QStringLiteral("what is asked for belongs into the body")));
    const auto form = formOf(question);
    if (!form)
        return refused(form.error());
    const QByteArray grant = form->value(QStringLiteral("grant_type"));
    if (grant.isEmpty())
        return refused(wrongForm(QStringLiteral("grant_type is missing")));
    if (grant != "client_credentials")
        return refused(tokenRefusal(400, "unsupported_grant_type",
                                    QStringLiteral("grant_type must be client_credentials")));
    if (form->contains(QStringLiteral("scope")))
        return refused(tokenRefusal(400, "invalid_scope",
                                    QStringLiteral("there are no scopes here: what a client may "
                                                   "do follows from its account's roles")));
    TokenWish wish{.clientId = QString::fromUtf8(form->value(QStringLiteral("client_id"))),
                   .secret = form->value(QStringLiteral("client_secret")),
                   .tenant = QString::fromUtf8(form->value(QStringLiteral("tenant")))};
    const QByteArray header = question.headers.value("authorization");
    if (header.isEmpty())
        return wish;
    const auto basic = header.toLower().startsWith("basic ") ? basicOf(header) : std::nullopt;
    if (!basic)
        return refused(tokenRefusal(401, "invalid_client",
                                    QStringLiteral("Authorization must be HTTP Basic, with the "
                                                   "client's id and secret")));
    if (!wish.secret.isEmpty())
        return refused(wrongForm(QStringLiteral("the client shows who it is in two ways")));
    const QString name = QString::fromUtf8(basic->first);
    if (!wish.clientId.isEmpty() && wish.clientId != name)
        return refused(wrongForm(QStringLiteral("the client says two names")));
    wish.clientId = name;
    wish.secret = basic->second;
    return wish;
}

Answer tokenRefusal(int status, const char *error, const QString &description)
{
    Answer answer = jsonAnswer({{QStringLiteral("error"), QLatin1String(error)},
                                {QStringLiteral("error_description"), description}},
                               status);
    if (status == 401)
        answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"lockbox\"");
    return answer;
}

Answer tokenRefusal(const Error &error)
{
    if (error.code == ErrorCode::SignInRequired)
        return tokenRefusal(401, "invalid_client", error.message);
    if (error.code == ErrorCode::NotPermitted)
        return tokenRefusal(400, "unauthorized_client", error.message);
    const Answer plain = problem(error);
    Answer answer = tokenRefusal(plain.status, "temporarily_unavailable", error.message);
    answer.headers = plain.headers;
    return answer;
}

Answer tokenAnswer(const QByteArray &token, std::chrono::seconds lifetime)
{
    Answer answer = jsonAnswer({{QStringLiteral("access_token"), QString::fromLatin1(token)},
                                {QStringLiteral("token_type"), QStringLiteral("Bearer")},
                                {QStringLiteral("expires_in"), qint64(lifetime.count())}});
    answer.headers.emplace_back("Pragma", "no-cache");
    return answer;
}

} // namespace lockbox::api
