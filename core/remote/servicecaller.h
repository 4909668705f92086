#pragma once

#include "core/remote/remoteaccess.h"
#include "core/remote/remotecall.h"
#include "core/service/lockboxservice.h"
#include "core/wire/codec.h"
#include "core/wire/text.h"

#include <QJsonArray>
#include <QUrlQuery>
#include <QUuid>

namespace lockbox {

/// The forms that the door's calls take as questions to a service.
class ServiceCaller
{
public:
    explicit ServiceCaller(std::shared_ptr<RemoteAccess> access)
        : m_access(std::move(access)), m_client(m_access->options())
    {}

protected:
    HttpClient &client() { return m_client; }
    /// Refused where another is signed in than the session says.
    Result<void> check(const Session &session) const;
    /// NotFound where a part of the path is no name (pathPart()).
    Result<QJsonObject> ask(const Session &session, const HttpQuestion &question);
    static Result<void> checkSearch(const QString &search);
    Result<QByteArray> bytes(const Session &session, const HttpQuestion &question);
    template<typename T>
    static Result<T> value(const Result<QJsonObject> &json)
    {
        return json ? wire::fromJson<T>(*json) : failure(json);
    }
    template<typename T>
    Result<T> get(const Session &session, const QString &path, const QUrlQuery &query = {})
    {
        return value<T>(ask(session, {.path = withQuery(path, query)}));
    }
    /// The same for what is long: most of it is read without the objects between.
    template<typename T>
    Result<T> getLong(const Session &session, const HttpQuestion &question)
    {
        if (auto ok = check(session); !ok)
            return failure(ok);
        const auto answer = asProved<HttpAnswer>([&] { return askService(m_client, question); });
        if (!answer)
            return failure(answer);
        if (answer->contentType == "application/json") {
            if (auto read = wire::fromText<T>(answer->body))
                return std::move(*read);
        }
        return value<T>(jsonOf(m_client, *answer));
    }
    template<typename T>
    Result<std::vector<T>> list(const Session &session, const QString &path, const QUrlQuery &query)
    {
        const auto json = ask(session, {.path = withQuery(path, query)});
        if (!json)
            return failure(json);
        std::vector<T> values;
        for (const QJsonValue &one : json->value(QStringLiteral("value")).toArray()) {
            const auto read = wire::fromJson<T>(one.toObject());
            if (!read)
                return failure(read);
            values.push_back(*read);
        }
        return values;
    }
    template<typename Counts, typename Parse>
    Result<Counts> counts(const Session &session, const QString &path, Parse parse)
    {
        const auto json = ask(session, {.path = path});
        if (!json)
            return failure(json);
        Counts counts;
        for (auto it = json->begin(); it != json->end(); ++it) {
            if (const auto key = parse(it.key()))
                counts[*key] = it->toInteger();
        }
        return counts;
    }
    /// What changes something is asked with a key, so that it can be asked again where the answer was lost.
    template<typename T>
    Result<T> change(const Session &session, const QByteArray &method, const QString &path,
                     const QJsonObject &body)
    {
        return change<T>(session, jsonQuestion(method, path, body));
    }
    template<typename T>
    Result<T> change(const Session &session, HttpQuestion question)
    {
        question.idempotencyKey = session.once
                                      ? session.once->key.toUtf8()
                                      : QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        question.ifMatch = session.seen.join(", ");
        return value<T>(ask(session, question));
    }

    static QString withQuery(const QString &path, const QUrlQuery &query)
    {
        return query.isEmpty() ? path
                               : path + QLatin1Char('?') + query.toString(QUrl::FullyEncoded);
    }

private:
    /// Asks, and where who it is must be shown once more, does that and asks again.
    template<typename Answer, typename Ask>
    Result<Answer> asProved(Ask ask)
    {
        for (bool isAgain = false;; isAgain = true) {
            const int proofs = m_access->proofs();
            m_client.setToken(m_access->options().token);
            auto answer = ask();
            if (answer || answer.error().code != ErrorCode::SignInRequired || isAgain)
                return answer;
            if (auto ok = m_access->prove(answer.error(), proofs); !ok)
                return failure(ok);
        }
    }

    std::shared_ptr<RemoteAccess> m_access;
    HttpClient m_client;
};

} // namespace lockbox
