#pragma once

#include "core/remote/remotecall.h"
#include "core/service/lockboxservice.h"
#include "core/wire/codec.h"

#include <QJsonArray>
#include <QUrlQuery>
#include <QUuid>

namespace lockbox {

/// The forms that the door's calls take as questions to a service.
class ServiceCaller
{
public:
    ServiceCaller(const RemoteOptions &options, User account)
        : m_client(options), m_account(std::move(account))
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
        HttpQuestion question = jsonQuestion(method, path, body);
        question.idempotencyKey = session.once
                                      ? session.once->key.toUtf8()
                                      : QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        return value<T>(ask(session, question));
    }

private:
    static QString withQuery(const QString &path, const QUrlQuery &query)
    {
        return query.isEmpty() ? path
                               : path + QLatin1Char('?') + query.toString(QUrl::FullyEncoded);
    }

    HttpClient m_client;
    User m_account;
};

} // namespace lockbox
