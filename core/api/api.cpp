#include "core/api/api.h"

#include "core/api/conditions.h"
#include "core/identity/token.h"

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

/// The routes' paths in parts, in the routes' order.
const std::vector<QByteArrayList> &patterns()
{
    static const std::vector<QByteArrayList> all = [] {
        std::vector<QByteArrayList> patterns;
        for (const Route &route : Api::routes())
            patterns.push_back(QByteArray(route.path).split('/'));
        return patterns;
    }();
    return all;
}

/// What stands at the places of the pattern; nothing where the path is another.
std::optional<QStringList> fit(const QByteArrayList &parts, const QByteArrayList &path)
{
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

/// Others would pass over what is misspelled.
bool takesQuery(const Route &route)
{
    return !changesSomething(route)
           && std::ranges::any_of(std::initializer_list<const char *>{"/v1/requests", "/v1/users",
                                                                      "/v1/notices", "/v1/events",
                                                                      "/v1/changes"},
                                  [&](const char *path) { return qstrcmp(route.path, path) == 0; });
}

/// Refuses what would be passed over. Gives the tags of If-Match.
Result<QList<QByteArray>> checkAsked(const Route &route, const Entry &entry)
{
    // The token endpoint says it in its own form.
    if (!takesQuery(route) && qstrcmp(route.path, "/v1/token") != 0) {
        if (auto ok = checkNoQuery(entry); !ok)
            return failure(ok);
    }
    return conditionsOf(route, entry.question);
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
        append(routes, oidcRoutes());
        append(routes, requestRoutes());
        append(routes, adminRoutes());
        append(routes, noticeRoutes());
        append(routes, logRoutes());
        return routes;
    }();
    return all;
}

Result<std::unique_ptr<Api>> Api::open(std::unique_ptr<LockboxService> service,
                                       std::unique_ptr<SignIns> signIns, SignInMethods methods)
{
    const auto info = service->info();
    if (!info)
        return failure(info);
    auto door = std::make_unique<Door>(Door{.tenant = info->tenant,
                                            .service = std::move(service),
                                            .signIns = std::move(signIns),
                                            .watch = {}});
    return std::make_unique<Api>(std::make_shared<OneDoor>(std::move(door)), std::move(methods));
}

Answer Api::answer(const Question &question)
{
    if (question.path.size() > longestPath)
        return plainProblem(414, ErrorCode::InvalidArgument,
                            QStringLiteral("the address is too long"));
    if (m_limits && !question.isAgain) {
        if (auto ok = m_limits->takeOfAddress(question.address); !ok)
            return problem(ok.error());
    }
    const QByteArrayList path = question.path.split('/');
    QByteArrayList methods;
    for (size_t i = 0; i < routes().size(); ++i) {
        const Route &route = routes()[i];
        const auto places = fit(patterns()[i], path);
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

/// The token of the caller; empty where there is none.
static QByteArray tokenOf(const Question &question)
{
    const QByteArray given = question.headers.value("authorization");
    return given.toLower().startsWith("bearer ") ? given.mid(7).trimmed() : QByteArray();
}

Result<std::shared_ptr<Door>> Api::onlyDoor()
{
    const auto tenants = m_doors->tenants();
    if (!tenants)
        return failure(tenants);
    return tenants->size() == 1 ? m_doors->open(tenants->front().id) : nullptr;
}

Result<std::shared_ptr<Door>> Api::doorFor(const QByteArray &token)
{
    if (token.isEmpty())
        return failure(ErrorCode::SignInRequired, QStringLiteral("nobody is signed in"));
    const auto tenant = tenantOfToken(token);
    auto door = tenant ? m_doors->open(*tenant) : failure(ErrorCode::NotFound, QString());
    // One that is not served has no sign-ins either.
    if (!door && door.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::SignInRequired, QStringLiteral("the sign-in has ended"));
    return door;
}

Answer Api::run(const Route &route, const QStringList &places, const Question &question)
{
    if (route.enter) {
        Entry entry{
            .doors = *m_doors, .methods = m_methods, .question = question, .places = places};
        if (auto ok = checkAsked(route, entry); !ok)
            return problem(ok.error());
        return route.enter(entry);
    }
    const QByteArray token = tokenOf(question);
    auto door = route.needs == Needs::Nothing ? onlyDoor() : doorFor(token);
    const bool isOpen = route.needs == Needs::Nothing && door && *door;
    if (door && !*door)
        door = doorFor(token); // which of the tenants is meant, only the token says
    if (!door)
        return problem(door.error());
    Answer answer = runFor(route, places, question, isOpen ? QByteArray() : token, **door);
    if (changesSomething(route) && answer.status < 300)
        m_doors->changed((*door)->tenant.id);
    return answer;
}

Answer Api::runFor(const Route &route, const QStringList &places, const Question &question,
                   const QByteArray &token, Door &door)
{
    Call call{{.doors = *m_doors, .methods = m_methods, .question = question, .places = places},
              *door.service,
              *door.signIns,
              door.tenant,
              token,
              {},
              m_news};
    if (auto ok = signIn(route, call); !ok)
        return problem(ok.error());
    const auto tags = checkAsked(route, call);
    if (!tags)
        return problem(tags.error());
    if (changesTagged(route))
        call.session.seen = *tags;
    if (changesSomething(route)) {
        if (auto ok = readKey(call); !ok)
            return problem(ok.error());
    }
    Answer answer = route.run(call);
    return hasTag(route) ? withTag(question, std::move(answer)) : answer;
}

Result<void> Api::signIn(const Route &route, Call &call)
{
    if (call.token.isEmpty() && route.needs == Needs::Nothing)
        return {};
    const auto signedIn = call.signIns.find(call.token, call.question.certificateHash);
    if (!signedIn)
        return failure(signedIn);
    if (m_limits && !call.question.isAgain) {
        if (auto ok = m_limits->takeOfAccount(call.tenant.id.toString() + QLatin1Char(' ')
                                              + signedIn->session.userPrincipalName);
            !ok)
            return failure(ok);
    }
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
