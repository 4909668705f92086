#include "core/oidc/idtokens.h"

#include "core/oidc/signedtoken.h"

#include <algorithm>

namespace lockbox::oidc {

using std::chrono::steady_clock;

static Result<KeySet> keysOf(const IssuerPlace &place, const std::stop_token &stop)
{
    const auto document = discover(place, stop);
    if (!document)
        return failure(document);
    const auto json = fetch(place, document->keys, stop);
    return json ? KeySet::parse(*json) : failure(json);
}

Result<int> tryIssuer(const IssuerPlace &place)
{
    const auto keys = keysOf(place, {});
    return keys ? Result<int>(int(keys->size())) : failure(keys);
}

IdTokens::IdTokens(OidcOptions options, Say say)
    : m_options(std::move(options)),
      m_say(std::move(say)),
      m_allowed(m_options.mostFetches),
      m_allowedAt(steady_clock::now()),
      m_thread([this](const std::stop_token &stop) { work(stop); })
{}

IdTokens::~IdTokens()
{
    m_thread.request_stop();
    m_changed.notify_all();
}

int IdTokens::fetches() const
{
    const std::lock_guard lock(m_mutex);
    return m_settled;
}

void IdTokens::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            const auto pause = m_trouble ? m_options.pause : m_options.fetchAgain;
            m_changed.wait_for(lock, stop, pause, [this] { return m_isWanted; });
            if (stop.stop_requested())
                return;
            m_isWanted = false;
            m_isFetching = true;
        }
        settle(keysOf(m_options.place, stop));
    }
}

void IdTokens::settle(Result<KeySet> fetched)
{
    QString said;
    {
        const std::lock_guard lock(m_mutex);
        m_isFetching = false;
        ++m_settled;
        if (fetched) {
            m_keys = std::make_shared<const KeySet>(std::move(*fetched));
            m_keysAt = steady_clock::now();
            if (m_trouble)
                said = QStringLiteral("the issuer of ID tokens answers again");
            m_trouble.reset();
        } else if (fetched.error().code != ErrorCode::Interrupted) {
            if (!m_trouble || m_trouble->message != fetched.error().message)
                said = QStringLiteral("the issuer of ID tokens can't be asked for its keys: ")
                       + fetched.error().message;
            m_trouble = fetched.error();
        }
        if (m_keys && steady_clock::now() - m_keysAt > m_options.longestKept)
            m_keys.reset();
    }
    m_changed.notify_all();
    if (m_say && !said.isEmpty())
        m_say(said);
}

bool IdTokens::takeFetch()
{
    const Moment now = steady_clock::now();
    const std::chrono::duration<double> since = now - m_allowedAt;
    const std::chrono::duration<double> pause = m_options.pause;
    m_allowed = std::min<double>(m_options.mostFetches, m_allowed + since / pause);
    m_allowedAt = now;
    if (m_allowed < 1)
        return false;
    m_allowed -= 1;
    return true;
}

Result<IdTokens::Keys> IdTokens::keys()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_keys)
            return m_keys;
    }
    return newerKeys(nullptr);
}

Result<IdTokens::Keys> IdTokens::newerKeys(const Keys &known)
{
    std::unique_lock lock(m_mutex);
    if (m_keys != known)
        return m_keys;
    // One that is under way is waited for: it may bring what is looked for.
    if (!m_isFetching && !m_isWanted) {
        if (!takeFetch())
            return m_keys || !m_trouble ? Result<Keys>(m_keys) : Failure(*m_trouble);
        m_isWanted = true;
        m_changed.notify_all();
    }
    if (m_waiting >= m_options.mostWaiting)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the issuer %1 is being asked for its keys; try again in a "
                                      "moment")
                           .arg(m_options.place.issuer));
    ++m_waiting;
    const int settled = m_settled;
    // Two questions, each with its own patience.
    m_changed.wait_for(lock, 2 * m_options.place.patience, [&] { return m_settled != settled; });
    --m_waiting;
    if (!m_keys)
        return failure(ErrorCode::Unreachable,
                       m_trouble ? m_trouble->message
                                 : QStringLiteral("the issuer %1 did not answer in time")
                                       .arg(m_options.place.issuer));
    return m_keys;
}

Result<IdTokenClaims> IdTokens::check(const QByteArray &idToken, const QByteArray &nonceVerifier)
{
    const auto token = SignedToken::read(idToken);
    if (!token)
        return failure(token);
    auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const IssuerKey *key = *keys ? (*keys)->find(token->keyId(), token->algorithm()) : nullptr;
    if (!key) {
        keys = newerKeys(*keys);
        if (!keys)
            return failure(keys);
        key = *keys ? (*keys)->find(token->keyId(), token->algorithm()) : nullptr;
    }
    if (!key)
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("the ID token is signed by a key that its issuer does not "
                                      "publish"));
    const auto claims = token->verified(*key);
    if (!claims)
        return failure(claims);
    QStringList clients{m_options.clientId, m_options.deviceClientId};
    clients.removeAll(QString());
    const Clock &clock = m_options.clock ? *m_options.clock : m_systemClock;
    return checkClaims(
        *claims,
        {.issuer = m_options.place.issuer, .clients = clients, .userClaim = m_options.userClaim},
        nonceVerifier, clock.now());
}

} // namespace lockbox::oidc
