#pragma once

#include "core/base/clock.h"
#include "core/identity/password.h"
#include "core/service/lockboxservice.h"
#include "core/store/accountstore.h"
#include "core/store/clientstore.h"
#include "core/store/signinstore.h"
#include "core/store/tenantstore.h"

namespace lockbox {

/// How long sign-ins last, and how tries are throttled.
struct SignInOptions {
    std::chrono::seconds idle{12 * 3600};        ///< Without a call in between.
    std::chrono::seconds longest{7 * 24 * 3600}; ///< From the sign-in on, whatever is done.
    std::chrono::seconds fresh{15 * 60};         ///< How old one may be for what is sensitive.
    std::chrono::seconds invitation{24 * 3600};  ///< How long a code can be redeemed.
    std::chrono::seconds clientToken{3600};      ///< How long a token of a provider's system lasts.
    int triesOfAccount = 5;  ///< Wrong passwords in a row before it is locked for a while.
    int triesOfAddress = 50; ///< The same for an address, whatever the accounts.
    PasswordCost cost;
    const Clock *clock = nullptr; ///< Null: the system's. Must outlive what is made with it.
};

/// What somebody gets who signs in. The token is the only copy.
struct SignIn {
    QByteArray token; ///< Begins with the tenant's id.
    User account;
    Tenant tenant;
    Timestamp expiresAt;              ///< The latest moment, if it is used all the time.
    std::chrono::seconds lifetime{0}; ///< Until then.
};

/// Who calls, by a token.
struct SignedIn {
    Session session;
    Timestamp provedAt; ///< When who it is was shown last.
    bool isFresh = false;
};

/// Under what a one-time code is kept, as somebody typed it.
QByteArray hashOfCode(const QString &code);

/// What a system of the provider shows when it asks for a token.
struct ClientProof {
    QString id;
    QByteArray secret; ///< Empty where it comes with a certificate.
    QByteArray
        certificateHash; ///< SHA-256 of a certificate that the service has verified; may be empty.
    QString subject;     ///< That certificate's, RFC 4514.
};

/// The tenant that a client's id names; nothing where it is none.
std::optional<TenantId> tenantOfClient(const QString &clientId);

/// A system that shall be able to ask for tokens: by a secret, or with a certificate where one is named.
struct NewClient {
    QString name;
    QString userPrincipalName;  ///< As whom it acts: somebody of the provider's, with a role there.
    QByteArray certificateHash; ///< Only this one.
    QString subject;            ///< Any of this subject.
};

/// How a new system shows who it is. The secret is the only copy; empty where it shows a certificate.
struct ClientSecret {
    QString id;
    QByteArray secret;
};

/// Who somebody is, as another has shown who is trusted (an OpenID Connect issuer).
struct ShownUser {
    QString userPrincipalName;
    QString method; ///< "oidc".
    std::optional<Timestamp>
        shownAt; ///< When; nothing where that is not known: then it is too old for what is sensitive.
    QByteArray proof; ///< What it was shown with: taken once.
};

/// The refusal where it is no user of the tenant.
Error noSuchUser(const ShownUser &shown);

/// Who may use a store through a service: passwords, one-time codes, and the sign-ins that last. For whoever has the store's file; the door
/// itself knows nothing of it. Belongs to a thread, as the door does. Refusals don't tell whether there is such a user.
class SignIns
{
public:
    static Result<std::unique_ptr<SignIns>> open(const QString &path, const SignInOptions &options);
    /// The same of a tenant's part of a store on a server.
    static Result<std::unique_ptr<SignIns>> openPostgres(const QString &url, const TenantId &tenant,
                                                         const SignInOptions &options);
    /// On a connection that others use as well, on the same thread.
    static Result<std::unique_ptr<SignIns>> over(std::shared_ptr<Database> database,
                                                 const SignInOptions &options);

    /// By password. `address` is the caller's, as text; TooManyTries while it or the account is locked.
    Result<SignIn> signIn(const QString &userPrincipalName, const QByteArray &password,
                          const QString &address);
    /// With a one-time code, which sets the account's password. All its older sign-ins end.
    Result<SignIn> redeem(const QString &code, const QByteArray &newPassword,
                          const QString &address);
    /// As whom another has shown. SignInRequired where there is no such user, and where the proof was taken already.
    Result<SignIn> signIn(const ShownUser &shown, const QString &address);
    /// SignInRequired where the token is none, ended, or its user is gone; and where it is taken with a certificate only (RFC 8705),
    /// and another is shown, or none.
    Result<SignedIn> find(const QByteArray &token, const QByteArray &certificateHash = {});
    /// Shows once more who it is, so that what is sensitive can be done.
    Result<void> prove(const QByteArray &token, const QByteArray &password, const QString &address);
    /// The same by what another has shown: of the same user, and not longer ago than a sign-in is young.
    Result<void> prove(const QByteArray &token, const ShownUser &shown);
    /// All other sign-ins of the account end.
    Result<void> changePassword(const QByteArray &token, const QByteArray &password,
                                const QByteArray &newPassword, const QString &address);
    Result<void> signOut(const QByteArray &token);
    Result<void> signOutEverywhere(const QByteArray &token);

    /// A one-time code for the user, for whoever runs the service. NotFound where there is none.
    Result<QString> invite(const QString &userPrincipalName);

    /// A token for a system; counted as a try with a password is.
    Result<SignIn> signIn(const ClientProof &proof, const QString &address);
    // For whoever runs the service, as invite().
    Result<ClientSecret> addClient(const NewClient &wish);
    Result<std::vector<ClientRow>> clients();
    /// By name or id; its tokens end at once. NotFound where there is none.
    Result<ClientRow> removeClient(const QString &nameOrId);

private:
    SignIns(std::shared_ptr<Database> database, const SignInOptions &options);

    /// Writes in one transaction.
    template<typename T, typename Body>
    Result<T> writing(Body body);
    Timestamp now() const { return m_clock.now(); }

    /// Counts a try before it is made, so that no number of tries at once is more than allowed.
    /// `subject` says whom it concerns.
    Result<void> countTry(const QString &subject, const QString &address);
    Result<void> countTryOf(const QString &subject, int allowed);
    /// The try was right: who signs in all day from behind one address is no attacker.
    Result<void> takeBackTryOf(const QString &address);
    /// The account whose password it is. Counted, and takes as long whether there is such a user or not.
    Result<AccountRow> checked(const QString &userPrincipalName, const QByteArray &password,
                               const QString &address);
    /// So that nobody uses it a second time, at whatever copy of the service.
    Result<void> takeProof(const QByteArray &proof);
    Result<SignIn> begin(const AccountRow &account, const QString &method, const QString &address);
    Result<SignInRow> rowOf(const QByteArray &token);
    /// Whose account it is, who may act as a system of the provider: somebody with one of its roles.
    Result<AccountRow> systemAccount(const QString &userPrincipalName);
    /// The client that it is shown to be; SignInRequired where it isn't.
    Result<ClientRow> shownClient(const ClientProof &proof);
    Result<SignIn> beginClient(const ClientRow &client, const AccountRow &account,
                               const ClientProof &proof, const QString &address);
    /// A system's token is taken as long as its account may act as one, and with its certificate.
    Result<void> checkClient(const SignInRow &row, const QByteArray &certificateHash);

    std::shared_ptr<Database> m_database;
    SignInOptions m_options;
    SystemClock m_systemClock;
    const Clock &m_clock;
    TenantStore m_tenants;
    AccountStore m_accounts;
    SignInStore m_signIns;
    ClientStore m_clients;
    qint64 m_tenant = 0;
    Tenant m_who;          ///< The tenant, as it was when this was opened.
    QString m_nobodysHash; ///< Of no password, for users that there are not.
};

template<typename T, typename Body>
Result<T> SignIns::writing(Body body)
{
    Transaction transaction(*m_database, Transaction::Kind::WriteBeside);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    Result<T> result = body();
    if (!result)
        return result;
    if (auto ok = transaction.commit(); !ok)
        return failure(ok);
    return result;
}

} // namespace lockbox
