#include "core/api/message.h"

#include "core/wire/codec.h"
#include "core/wire/fieldnames.h"

#include <QJsonDocument>

namespace lockbox::api {

static QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Answer jsonAnswer(const QJsonObject &json, int status)
{
    return {.status = status, .contentType = "application/json", .body = compact(json)};
}

Answer jsonTextAnswer(const QByteArray &json)
{
    return {.contentType = "application/json", .body = json};
}

Answer textAnswer(const QByteArray &text)
{
    return {.contentType = "text/plain; charset=utf-8", .body = text};
}

Answer emptyAnswer()
{
    return {.status = 204};
}

int statusOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return error.field == QStringLiteral("idempotencyKey") ? 422 : 400;
    case ErrorCode::SignInRequired: return 401;
    case ErrorCode::NotPermitted: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Ambiguous:
    case ErrorCode::AlreadyExists:
    case ErrorCode::WrongState: return 409;
    case ErrorCode::ChangedMeanwhile: return 412;
    case ErrorCode::NotSupported: return 422;
    case ErrorCode::TooManyTries: return 429;
    case ErrorCode::StoreLocked:
    case ErrorCode::StoreUnwritable:
    case ErrorCode::StoreUnreachable:
    case ErrorCode::StoreConflict:
    case ErrorCode::OutcomeUnknown: // to be asked again with the same Idempotency-Key
    case ErrorCode::LogBroken:
    case ErrorCode::Unreachable:
    case ErrorCode::Interrupted: return 503;
    case ErrorCode::StoreFull: return 507;
    default: return 500;
    }
}

static QString titleOf(int status)
{
    switch (status) {
    case 400: return QStringLiteral("Bad request");
    case 401: return QStringLiteral("Sign-in required");
    case 403: return QStringLiteral("Not permitted");
    case 404: return QStringLiteral("Not found");
    case 405: return QStringLiteral("Method not allowed");
    case 409: return QStringLiteral("Conflict");
    case 412: return QStringLiteral("Changed meanwhile");
    case 413: return QStringLiteral("Too large");
    case 414: return QStringLiteral("Address too long");
    case 422: return QStringLiteral("Can't be done");
    case 429: return QStringLiteral("Too many tries");
    case 503: return QStringLiteral("Not available now");
    case 507: return QStringLiteral("The disk is full");
    default: return QStringLiteral("Internal error");
    }
}

Answer problem(const Error &error, std::optional<int> given)
{
    const int status = given.value_or(statusOf(error));
    QJsonObject json = wire::toJson(wire::inJsonNames(error));
    json.insert(QStringLiteral("type"), QStringLiteral("about:blank"));
    json.insert(QStringLiteral("title"), titleOf(status));
    json.insert(QStringLiteral("status"), status);
    json.insert(QStringLiteral("detail"), json.take(QStringLiteral("message")));
    Answer answer{
        .status = status, .contentType = "application/problem+json", .body = compact(json)};
    if (status == 401)
        answer.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"lockbox\"");
    if (status == 429)
        answer.headers.emplace_back(
            "Retry-After",
            QByteArray::number(qint64(error.retryAfter.value_or(std::chrono::minutes(1)).count())));
    if (status == 503)
        answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

} // namespace lockbox::api
