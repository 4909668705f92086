#pragma once

#include "core/base/clock.h"
#include "core/oidc/idtoken.h"
#include "core/oidc/issuer.h"
#include "core/oidc/keyset.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace lockbox::oidc {

/// Whose ID tokens a service takes.
struct OidcOptions {
    IssuerPlace place;
    QString clientId;       ///< Of those who sign in with a browser.
    QString deviceClientId; ///< Of those who sign in with a code on another device.
    QString scope = QStringLiteral("openid profile email");
    QString userClaim = QStringLiteral("preferred_username");
    int mostFetches =
        5; ///< Of the issuer's keys at once, whatever strangers send; then one in each `pause`.
    std::chrono::milliseconds pause{30'000};
    std::chrono::milliseconds fetchAgain{900'000}; ///< So that withdrawn keys are forgotten.
    std::chrono::milliseconds longestKept{
        86'400'000};     ///< Keys that can't be fetched again any more.
    int mostWaiting = 2; ///< Callers that wait for keys; the others are turned away meanwhile.
    const Clock *clock = nullptr; ///< Null: the system's.
};

/// Takes ID tokens of one issuer and for one service. The issuer's keys are fetched by a thread of its own, at the start, from time to time, and when a
/// token names one that is not known yet, so that keys can be changed. Safe to use from several threads.
class IdTokens
{
public:
    /// Told of what goes wrong with the issuer, and that it is right again; called on the fetching thread.
    using Say = std::function<void(const QString &)>;

    explicit IdTokens(OidcOptions options, Say say = {});
    ~IdTokens();
    IdTokens(const IdTokens &) = delete;
    IdTokens &operator=(const IdTokens &) = delete;

    const OidcOptions &options() const { return m_options; }

    /// Who the token is of. SignInRequired where it is not to be taken; Unreachable where the issuer's keys can't be had.
    Result<IdTokenClaims> check(const QByteArray &idToken, const QByteArray &nonceVerifier);

    /// How often the keys were asked for.
    int fetches() const;

private:
    using Moment = std::chrono::steady_clock::time_point;
    using Keys = std::shared_ptr<const KeySet>;

    /// Those that are there, or as soon as they are.
    Result<Keys> keys();
    /// Those that came after `known`; the same where none may be fetched now.
    Result<Keys> newerKeys(const Keys &known);
    void work(const std::stop_token &stop);
    Result<KeySet> fetchKeys(const std::stop_token &stop) const;
    void settle(Result<KeySet> fetched);
    /// One of the fetches that are allowed, if one is left. Under the lock.
    bool takeFetch();

    const OidcOptions m_options;
    const Say m_say;
    SystemClock m_systemClock;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Keys m_keys;
    Moment m_keysAt;
    std::optional<Error> m_trouble; ///< Of the last fetch.
    bool m_isWanted = true;         ///< A fetch, as soon as possible.
    bool m_isFetching = false;
    int m_settled = 0; ///< Fetches that have ended.
    int m_waiting = 0;
    double m_allowed; ///< Fetches, which grow again.
    Moment m_allowedAt;
    std::jthread m_thread; ///< The last member: it uses the others.
};

/// For whoever sets a service up: fetches the issuer's document and keys once, and says what is wrong. The number of keys.
Result<int> tryIssuer(const IssuerPlace &place);

} // namespace lockbox::oidc
