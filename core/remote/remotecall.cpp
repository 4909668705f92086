#include "core/remote/remotecall.h"

#include "core/wire/codec.h"
#include "core/wire/fieldnames.h"

#include <QJsonDocument>

#include <thread>

namespace lockbox {

using namespace std::chrono_literals;

static Failure noService(const HttpClient &client, const HttpAnswer &answer)
{
    return failure(
        ErrorCode::Unreachable,
        QStringLiteral("%1 answers, but not as a Customer Lockbox service does (status %2)")
            .arg(client.options().url.authority())
            .arg(answer.status));
}

static Failure problemOf(const HttpClient &client, const HttpAnswer &answer)
{
    QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    json.insert(QStringLiteral("message"), json.take(QStringLiteral("detail")));
    const auto error = wire::fromJson<Error>(json);
    if (answer.contentType != "application/problem+json" || !error)
        return noService(client, answer);
    return Failure(wire::inDoorNames(*error));
}

static bool mayBeAskedAgain(const HttpQuestion &question)
{
    return question.method == "GET" || !question.idempotencyKey.isEmpty();
}

Result<HttpAnswer> askService(HttpClient &client, const HttpQuestion &question)
{
    constexpr int mostTries = 3;
    std::chrono::milliseconds pause = 100ms;
    for (int tries = 1;; ++tries) {
        const auto answer = client.ask(question);
        const bool isLost = !answer && answer.error().code == ErrorCode::Unreachable;
        const bool isWanted = !question.stop.stop_requested() && mayBeAskedAgain(question);
        if (isLost && isWanted && client.wasGivenUp()) {
            --tries; // the line was at fault, and another one is tried
            continue;
        }
        if (isLost && isWanted && tries < mostTries && !question.isAskedOnce) {
            std::this_thread::sleep_for(pause);
            pause *= 3;
            continue;
        }
        if (!answer || answer->status < 400)
            return answer;
        return problemOf(client, *answer);
    }
}

Result<QJsonObject> jsonOf(const HttpClient &client, const HttpAnswer &answer)
{
    if (answer.status == 204)
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (answer.contentType != "application/json" || !document.isObject())
        return noService(client, answer);
    return document.object();
}

Result<QJsonObject> askForJson(HttpClient &client, const HttpQuestion &question)
{
    const auto answer = askService(client, question);
    return answer ? jsonOf(client, *answer) : failure(answer);
}

HttpQuestion jsonQuestion(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    HttpQuestion question;
    question.method = method;
    question.path = path;
    question.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    question.contentType = "application/json";
    return question;
}

bool isSameUser(const QString &one, const QString &other)
{
    const auto folded = [](const QString &name) {
        return name.normalized(QString::NormalizationForm_C).toCaseFolded();
    };
    return folded(one) == folded(other);
}

QString pathPart(const QString &text)
{
    constexpr qsizetype longest = 256;
    const QString name = text.trimmed();
    if (name.size() > longest || !name.isValidUtf16())
        return {};
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

} // namespace lockbox
