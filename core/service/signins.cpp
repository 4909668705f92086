#include "core/service/signins.h"

#include "core/identity/token.h"
#include "core/service/locallockbox.h"
#include "core/service/storefailure.h"
#include "core/store/postgresschema.h"

#include <algorithm>
#include <mutex>

namespace lockbox {

using namespace std::chrono_literals;

namespace {

/// With others who write.
constexpr std::chrono::seconds patience = 30s;
/// Tries are forgotten after that much quiet.
constexpr std::chrono::hours forgetTries = 24h;
/// A sign-in's last use is written down this often.
constexpr std::chrono::minutes writeSeen = 1min;

Failure unknown()
{
    return failure(ErrorCode::SignInRequired,
                   QStringLiteral("the user name or the password is wrong"));
}

Failure ended()
{
    return failure(ErrorCode::SignInRequired, QStringLiteral("the sign-in has ended"));
}

QString accountSubject(const QString &userPrincipalName)
{
    return QStringLiteral("account ")
           + userPrincipalName.trimmed().normalized(QString::NormalizationForm_C).toCaseFolded();
}

/// A minute, then twice as long each time, an hour at most.
std::chrono::seconds lockFor(int triesTooMany)
{
    return std::min<std::chrono::seconds>(1h, 1min * (1 << std::min(triesTooMany, 6)));
}

/// Of a password that nobody knows. Made once in a process, since it costs as much as signing in.
Result<QString> nobodysHash(const PasswordCost &cost)
{
    static std::mutex mutex;
    static std::optional<std::pair<PasswordCost, QString>> made;
    const std::lock_guard lock(mutex);
    if (!made || made->first != cost) {
        const auto hash = hashPassword(newSecret(), cost);
        if (!hash)
            return hash;
        made.emplace(cost, *hash);
    }
    return made->second;
}

} // namespace

QByteArray hashOfCode(const QString &code)
{
    return secretHash(tidiedCode(code.left(64)).toLatin1());
}

SignIns::SignIns(std::shared_ptr<Database> database, const SignInOptions &options)
    : m_database(std::move(database)),
      m_options(options),
      m_clock(options.clock ? *options.clock : m_systemClock),
      m_tenants(*m_database),
      m_accounts(*m_database),
      m_signIns(*m_database),
      m_clients(*m_database)
{}

Result<std::unique_ptr<SignIns>> SignIns::open(const QString &path, const SignInOptions &options)
{
    auto database = Database::open(path, patience);
    if (!database)
        return Failure(naming(database.error(), path));
    return over(std::move(*database), options);
}

Result<std::unique_ptr<SignIns>> SignIns::openPostgres(const QString &url, const TenantId &tenant,
                                                       const SignInOptions &options)
{
    auto database =
        lockbox::openPostgres({.url = url, .tenant = tenant.toString(), .busyTimeout = patience});
    return database ? over(std::move(*database), options) : failure(database);
}

Result<std::unique_ptr<SignIns>> SignIns::over(std::shared_ptr<Database> database,
                                               const SignInOptions &options)
{
    const QString place = database->path();
    std::unique_ptr<SignIns> signIns(new SignIns(std::move(database), options));
    const auto tenant = signIns->m_tenants.first();
    if (!tenant)
        return Failure(naming(tenant.error(), place));
    signIns->m_tenant = tenant->key;
    signIns->m_who = tenant->tenant;
    const auto hash = nobodysHash(options.cost);
    if (!hash)
        return failure(hash);
    signIns->m_nobodysHash = *hash;
    return signIns;
}

Result<void> SignIns::countTryOf(const QString &subject, int allowed)
{
    const auto before = m_signIns.attempts(m_tenant, subject);
    if (!before)
        return failure(before);
    if (before->blockedUntil > now()) {
        const auto left = std::chrono::ceil<std::chrono::minutes>(before->blockedUntil - now());
        return Failure(Error{
            .code = ErrorCode::TooManyTries,
            .message = QStringLiteral("there were too many wrong passwords; try again in %1 "
                                      "min")
                           .arg(left.count()),
            .retryAfter = std::chrono::ceil<std::chrono::seconds>(before->blockedUntil - now())});
    }
    AttemptRow next = *before;
    next.failures = now() - before->lastAt > forgetTries ? 1 : before->failures + 1;
    next.lastAt = now();
    if (next.failures >= allowed)
        next.blockedUntil = now() + lockFor(next.failures - allowed);
    return m_signIns.setAttempts(m_tenant, subject, next);
}

Result<void> SignIns::takeBackTryOf(const QString &address)
{
    const QString subject = QStringLiteral("address ") + address;
    auto tries = m_signIns.attempts(m_tenant, subject);
    if (!tries)
        return failure(tries);
    tries->failures = std::max(0, tries->failures - 1);
    if (tries->failures < m_options.triesOfAddress)
        tries->blockedUntil = {};
    return m_signIns.setAttempts(m_tenant, subject, *tries);
}

Result<void> SignIns::countTry(const QString &subject, const QString &address)
{
    return writing<void>([&]() -> Result<void> {
        if (auto ok = m_signIns.forgetOldAttempts(m_tenant, now() - forgetTries, now()); !ok)
            return ok;
        const QString byAddress = QStringLiteral("address ") + address;
        if (auto ok = countTryOf(byAddress, m_options.triesOfAddress); !ok)
            return ok;
        return countTryOf(subject, m_options.triesOfAccount);
    });
}

Result<AccountRow> SignIns::checked(const QString &userPrincipalName, const QByteArray &password,
                                    const QString &address)
{
    if (userPrincipalName.size() > 256 || password.size() > PasswordLimits::longest)
        return unknown();
    if (auto ok = countTry(accountSubject(userPrincipalName), address); !ok)
        return failure(ok);
    const auto account = m_accounts.find(m_tenant, userPrincipalName.trimmed());
    if (!account)
        return failure(account);
    Result<QString> hash = QString();
    if (*account)
        hash = m_signIns.passwordHash((*account)->key);
    if (!hash)
        return failure(hash);
    const bool isRight = isPassword(password, hash->isEmpty() ? m_nobodysHash : *hash);
    if (!isRight || hash->isEmpty())
        return unknown();
    auto forgotten = writing<void>([&]() -> Result<void> {
        if (auto ok = takeBackTryOf(address); !ok)
            return ok;
        return m_signIns.forgetAttempts(m_tenant, accountSubject(userPrincipalName));
    });
    return forgotten ? Result<AccountRow>(**account) : failure(forgotten);
}

Result<SignIn> SignIns::begin(const AccountRow &account, const QString &method,
                              const QString &address)
{
    SignIn signIn{.token = newToken(m_who.id),
                  .account = account.user,
                  .tenant = m_who,
                  .expiresAt = now() + m_options.longest,
                  .lifetime = m_options.longest};
    if (auto ok = m_signIns.endOld(account.key, now() - m_options.longest, now() - m_options.idle);
        !ok)
        return failure(ok);
    if (auto ok = m_signIns.insert(account.key, secretHash(signIn.token), method, address, now());
        !ok)
        return failure(ok);
    return signIn;
}

Result<SignIn> SignIns::signIn(const QString &userPrincipalName, const QByteArray &password,
                               const QString &address)
{
    const auto account = checked(userPrincipalName, password, address);
    if (!account)
        return failure(account);
    return writing<SignIn>([&] { return begin(*account, QStringLiteral("password"), address); });
}

Result<SignIn> SignIns::redeem(const QString &code, const QByteArray &newPassword,
                               const QString &address)
{
    const QString subject = QStringLiteral("address ") + address;
    if (auto ok = writing<void>([&] { return countTryOf(subject, m_options.triesOfAddress); }); !ok)
        return failure(ok);
    const QByteArray codeHash = hashOfCode(code);
    const auto name = m_signIns.invited(m_tenant, codeHash, now());
    if (!name)
        return failure(name);
    if (!*name)
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("the code is wrong, was used, or is too old"));
    if (auto ok = checkNewPassword(newPassword, **name); !ok)
        return failure(ok);
    const auto hash = hashPassword(newPassword, m_options.cost);
    if (!hash)
        return failure(hash);
    return writing<SignIn>([&]() -> Result<SignIn> {
        // Once more: somebody may have been faster while the password was hashed.
        const auto still = m_signIns.invited(m_tenant, codeHash, now());
        const auto account = m_accounts.find(m_tenant, **name);
        if (!still || !account)
            return !still ? failure(still) : failure(account);
        if (!*still || !*account)
            return failure(ErrorCode::SignInRequired, QStringLiteral("the code was used"));
        const qint64 key = (*account)->key;
        if (auto ok = m_signIns.setPasswordHash(key, *hash, now()); !ok)
            return failure(ok);
        if (auto ok = m_signIns.endInvitations(key); !ok)
            return failure(ok);
        if (auto ok = m_signIns.endAll(key); !ok)
            return failure(ok);
        if (auto ok = m_signIns.forgetAttempts(m_tenant, accountSubject(**name)); !ok)
            return failure(ok);
        if (auto ok = takeBackTryOf(address); !ok)
            return failure(ok);
        return begin(**account, QStringLiteral("code"), address);
    });
}

Result<SignInRow> SignIns::rowOf(const QByteArray &token)
{
    const auto row = m_signIns.find(m_tenant, secretHash(token));
    if (!row)
        return failure(row);
    if (!*row)
        return ended();
    const auto longest = (*row)->client ? m_options.clientToken : m_options.longest;
    if (now() - (*row)->createdAt >= longest || now() - (*row)->seenAt >= m_options.idle)
        return ended();
    return **row;
}

Result<SignedIn> SignIns::find(const QByteArray &token, const QByteArray &certificateHash)
{
    const auto row = rowOf(token);
    if (!row)
        return failure(row);
    if (auto ok = checkClient(*row, certificateHash); !ok)
        return failure(ok);
    if (now() - row->seenAt >= writeSeen) {
        auto seen = writing<void>([&] { return m_signIns.markSeen(secretHash(token), now()); });
        if (!seen)
            return failure(seen);
    }
    return SignedIn{.session = {.userPrincipalName = row->userPrincipalName, .method = row->method},
                    .provedAt = row->provedAt,
                    // A system can show who it is whenever it likes.
                    .isFresh = row->client || now() - row->provedAt < m_options.fresh};
}

Result<void> SignIns::prove(const QByteArray &token, const QByteArray &password,
                            const QString &address)
{
    const auto row = rowOf(token);
    if (!row)
        return failure(row);
    if (const auto account = checked(row->userPrincipalName, password, address); !account)
        return failure(account);
    return writing<void>([&] { return m_signIns.markProved(secretHash(token), now()); });
}

Result<void> SignIns::changePassword(const QByteArray &token, const QByteArray &password,
                                     const QByteArray &newPassword, const QString &address)
{
    const auto row = rowOf(token);
    if (!row)
        return failure(row);
    if (row->client)
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("a system has no password that it could change"));
    const auto account = checked(row->userPrincipalName, password, address);
    if (!account)
        return failure(account);
    if (auto ok = checkNewPassword(newPassword, row->userPrincipalName); !ok)
        return ok;
    const auto hash = hashPassword(newPassword, m_options.cost);
    if (!hash)
        return failure(hash);
    return writing<void>([&]() -> Result<void> {
        if (auto ok = m_signIns.setPasswordHash(account->key, *hash, now()); !ok)
            return ok;
        if (auto ok = m_signIns.endAll(account->key); !ok)
            return ok;
        return m_signIns.insert(account->key, secretHash(token), row->method, address, now());
    });
}

Result<void> SignIns::signOut(const QByteArray &token)
{
    return writing<void>([&] { return m_signIns.end(secretHash(token)); });
}

Result<void> SignIns::signOutEverywhere(const QByteArray &token)
{
    const auto row = rowOf(token);
    if (!row)
        return failure(row);
    return writing<void>([&] {
        return row->client ? m_clients.endTokens(row->client) : m_signIns.endAll(row->account);
    });
}

Result<QString> SignIns::invite(const QString &userPrincipalName)
{
    const auto account = m_accounts.find(m_tenant, userPrincipalName.trimmed());
    if (!account)
        return failure(account);
    if (!*account)
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no user \"%1\"").arg(userPrincipalName.left(256)));
    const QString code = newCode();
    auto written = writing<void>([&] {
        return m_signIns.invite((*account)->key, secretHash(code.toLatin1()),
                                now() + m_options.invitation);
    });
    return written ? Result<QString>(code) : failure(written);
}

} // namespace lockbox
