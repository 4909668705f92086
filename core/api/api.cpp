#include "core/api/api.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>

namespace lockbox::api {

namespace {

/// Longest address, and bytes of a body: a mail to be checked is the largest that anybody sends.
constexpr qsizetype longestPath = 2048;

void append(std::vector<Route> &to, const std::vector<Route> &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

/// What stands at the places of the pattern; nothing where the path is another.
std::optional<QStringList> fit(const char *pattern, const QByteArrayList &path)
{
    const QByteArrayList parts = QByteArray(pattern).split('/');
    if (parts.size() != path.size())
        return std::nullopt;
    QStringList places;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (!parts[i].startsWith('{')) {
            if (parts[i] != path[i])
                return std::nullopt;
            continue;
        }
        const QString place = QUrl::fromPercentEncoding(path[i]);
        if (place.isEmpty())
            return std::nullopt;
        places.append(place);
    }
    return places;
}

/// All that is asked, so that one key can't be used for two things.
QByteArray hashOf(const Question &question)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part :
         {question.method, question.path, question.query.toString().toUtf8(), question.body}) {
        hash.addData(QByteArray::number(part.size()) + ' ');
        hash.addData(part);
    }
    return hash.result();
}

Answer plainProblem(int status, ErrorCode code, const QString &detail)
{
    return problem({.code = code, .message = detail}, status);
}

bool changesSomething(const Route &route)
{
    return qstrcmp(route.method, "GET") != 0;
}

/// Whose letters all readers take for the same.
bool isVisible(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<void> readKey(Call &call)
{
    const auto &headers = call.question.headers;
    if (!headers.contains("idempotency-key"))
        return {};
    const QByteArray key = headers.value("idempotency-key");
    if (!isVisible(key))
        return invalid(QStringLiteral("idempotencyKey"),
                       QStringLiteral("an idempotency key is made of visible ASCII letters"));
    call.session.once = Once{.key = QString::fromLatin1(key), .question = hashOf(call.question)};
    return {};
}

} // namespace

const std::vector<Route> &Api::routes()
{
    static const std::vector<Route> all = [] {
        std::vector<Route> routes;
        append(routes, signInRoutes());
        append(routes, tokenRoutes());
        append(routes, requestRoutes());
        append(routes, adminRoutes());
        append(routes, noticeRoutes());
        append(routes, logRoutes());
        return routes;
    }();
    return all;
}

Result<std::unique_ptr<Api>> Api::open(std::unique_ptr<LockboxService> service,
                                       std::unique_ptr<SignIns> signIns)
{
    const auto info = service->info();
    if (!info)
        return failure(info);
    return std::unique_ptr<Api>(new Api(std::move(service), std::move(signIns), info->tenant));
}

Answer Api::answer(const Question &question)
{
    if (question.path.size() > longestPath)
        return plainProblem(414, ErrorCode::InvalidArgument,
                            QStringLiteral("the address is too long"));
    const QByteArrayList path = question.path.split('/');
    QByteArrayList methods;
    for (const Route &route : routes()) {
        const auto places = fit(route.path, path);
        if (!places)
            continue;
        if (question.method == route.method)
            return run(route, *places, question);
        methods.append(route.method);
    }
    if (methods.isEmpty())
        return plainProblem(404, ErrorCode::NotFound, QStringLiteral("there is nothing here"));
    Answer answer = plainProblem(405, ErrorCode::NotSupported,
                                 QStringLiteral("this is not done with what is there"));
    answer.headers.emplace_back("Allow", methods.join(", "));
    return answer;
}

Answer Api::run(const Route &route, const QStringList &places, const Question &question)
{
    Call call{.service = *m_service,
              .signIns = *m_signIns,
              .question = question,
              .tenant = m_tenant,
              .places = places,
              .token = {},
              .session = {}};
    if (auto ok = signIn(route, call); !ok)
        return problem(ok.error());
    if (changesSomething(route)) {
        if (auto ok = checkNoQuery(call); !ok)
            return problem(ok.error());
        if (auto ok = readKey(call); !ok)
            return problem(ok.error());
    }
    return route.run(call);
}

Result<void> Api::signIn(const Route &route, Call &call)
{
    if (route.needs == Needs::Nothing)
        return {};
    const QByteArray given = call.question.headers.value("authorization");
    if (!given.toLower().startsWith("bearer "))
        return failure(ErrorCode::SignInRequired, QStringLiteral("nobody is signed in"));
    call.token = given.mid(7).trimmed();
    const auto signedIn = m_signIns->find(call.token, call.question.certificateHash);
    if (!signedIn)
        return failure(signedIn);
    call.session = signedIn->session;
    call.session.address = call.question.address;
    if (route.needs == Needs::FreshSignIn && !signedIn->isFresh)
        return Failure(Error{
            .code = ErrorCode::SignInRequired,
            .message = QStringLiteral("this takes a sign-in that is younger: show once more who "
                                      "you are"),
            .field = QStringLiteral("password")});
    return {};
}

} // namespace lockbox::api
