#include "core/api/call.h"
#include "core/wire/text.h"

#include <QRegularExpression>

namespace lockbox::api {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds longestWait = 60s;

Answer events(Call &call)
{
    auto query = wire::fromQuery<EventQuery>(call.question.query);
    if (!query)
        return problem(query.error());
    const auto page = call.service.events(call.session, *query);
    if (!page)
        return problem(page.error());
    query->after = page->next.toLongLong();
    const QString next =
        page->next.isEmpty()
            ? QString()
            : QStringLiteral("/v1/events?") + wire::toQuery(*query).toString(QUrl::FullyEncoded);
    return jsonTextAnswer(wire::withField(wire::toText(*page), "nextLink", next));
}

/// "30s", "500ms"; nothing: no wait.
Result<std::chrono::milliseconds> waitOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,6})(s|ms)$"));
    const auto match = form.match(text);
    const qint64 number = match.captured(1).toLongLong();
    const std::chrono::milliseconds wait(match.captured(2) == QStringLiteral("s") ? number * 1000
                                                                                  : number);
    if (!match.hasMatch() || wait > longestWait)
        return invalid(
            QStringLiteral("wait"),
            QStringLiteral("\"wait\" is a time up to %1s, such as 30s").arg(longestWait.count()));
    return wait;
}

Answer changesAfter(Call &call, qint64 after, std::chrono::milliseconds wait)
{
    const auto changes = call.service.changes(call.session, after, 0ms, {});
    if (!changes)
        return problem(changes.error());
    if (changes->events.empty() && after >= 0 && wait > 0ms && call.question.mayWait)
        return {.wait = wait};
    return jsonTextAnswer(wire::toText(*changes));
}

/// All that the answer depends on, beside the store.
QString nameOf(const Call &call)
{
    return QStringList{call.tenant.id.toString(), call.session.userPrincipalName,
                       call.question.query.toString(),
                       call.question.mayWait ? QStringLiteral("may wait") : QString()}
        .join(QLatin1Char('\n'));
}

Answer changes(Call &call)
{
    qint64 after = -1;
    std::chrono::milliseconds wait{0};
    for (const auto &[name, value] : call.question.query.queryItems(QUrl::FullyDecoded)) {
        bool ok = true;
        Result<std::chrono::milliseconds> given = wait;
        if (name == QStringLiteral("after"))
            after = value.toLongLong(&ok);
        else if (name == QStringLiteral("wait"))
            given = waitOf(value);
        else
            ok = false;
        if (!given)
            return problem(given.error());
        if (!ok)
            return problem(
                {.code = ErrorCode::InvalidArgument,
                 .message =
                     QStringLiteral("\"%1\" is no parameter here, or no number").arg(name.left(64)),
                 .field = name.left(64)});
        wait = *given;
    }
    const QString name = nameOf(call);
    if (const auto known = call.news.find(name, call.question.asked))
        return *known;
    const auto begun = std::chrono::steady_clock::now();
    const Answer answer = changesAfter(call, after, wait);
    if (answer.status == 200)
        call.news.keep(name, begun, answer);
    return answer;
}

Answer state(Call &call)
{
    return answerOf(call, call.service.logState(call.session));
}

Answer bytesAnswer(const Result<QByteArray> &bytes)
{
    return bytes ? textAnswer(*bytes) : problem(bytes.error());
}

Answer checkpoint(Call &call)
{
    return bytesAnswer(call.service.checkpoint(call.session));
}

/// The event's number; 0, which there is not, where it is none.
qint64 seqOf(const Call &call)
{
    return call.places.at(0).toLongLong();
}

Answer leaf(Call &call)
{
    return bytesAnswer(call.service.leaf(call.session, seqOf(call)));
}

Answer proof(Call &call)
{
    return bytesAnswer(call.service.proof(call.session, seqOf(call), call.question.body));
}

Answer verify(Call &call)
{
    const auto trust = bodyAs<LogTrust>(call);
    return trust ? answerOf(call, call.service.verifyLog(call.session, *trust, {}))
                 : problem(trust.error());
}

} // namespace

std::vector<Route> logRoutes()
{
    using enum Needs;
    return {
        {"GET", "/v1/events", SignIn, events},
        {"GET", "/v1/changes", SignIn, changes},
        {"GET", "/v1/log", SignIn, state},
        {"GET", "/v1/log/checkpoint", SignIn, checkpoint},
        {"GET", "/v1/log/leaves/{seq}", SignIn, leaf},
        {"POST", "/v1/log/proofs/{seq}", SignIn, proof},
        {"POST", "/v1/log/verify", SignIn, verify},
    };
}

} // namespace lockbox::api
