#include "core/domain/validation.h"
#include "core/identity/token.h"
#include "core/service/signins.h"

#include <algorithm>

namespace lockbox {

static Failure unknownClient()
{
    return failure(ErrorCode::SignInRequired,
                   QStringLiteral("the client is unknown, or has not shown that it is the one"));
}

/// Takes as long for each secret, right or wrong.
static bool isEqual(const QByteArray &one, const QByteArray &other)
{
    if (one.size() != other.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference |= one[i] ^ other[i];
    return difference == 0;
}

static bool isShown(const ClientRow &client, const ClientProof &proof)
{
    if (!client.secretHash.isEmpty())
        return !proof.secret.isEmpty() && isEqual(client.secretHash, secretHash(proof.secret));
    if (proof.certificateHash.isEmpty())
        return false;
    return client.certificateHash.isEmpty() ? proof.subject == client.subject
                                            : proof.certificateHash == client.certificateHash;
}

Result<AccountRow> SignIns::systemAccount(const QString &userPrincipalName)
{
    const auto account = m_accounts.find(m_tenant, userPrincipalName.trimmed());
    if (!account)
        return failure(account);
    if (!*account)
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no user \"%1\"").arg(userPrincipalName.left(256)));
    const User &user = (*account)->user;
    if (user.side == Side::Customer)
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 is on the customer's side: a system acts for the "
                                      "provider only, and never decides for the customer")
                           .arg(user.userPrincipalName));
    if (user.roles.isEmpty())
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 holds no role of the provider: give the account one first")
                .arg(user.userPrincipalName));
    return **account;
}

Result<void> SignIns::checkClient(const SignInRow &row, const QByteArray &certificateHash)
{
    if (row.client == 0)
        return {};
    if (!row.certificateHash.isEmpty() && row.certificateHash != certificateHash)
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("this token is taken only with the certificate that it was "
                                      "given for"));
    const auto account = systemAccount(row.userPrincipalName);
    if (!account && account.error().code != ErrorCode::NotPermitted
        && account.error().code != ErrorCode::NotFound)
        return failure(account);
    return account ? Result<void>() : failure(ErrorCode::SignInRequired, account.error().message);
}

Result<ClientRow> SignIns::shownClient(const ClientProof &proof)
{
    const auto client = m_clients.find(m_tenant, proof.id);
    if (!client)
        return failure(client);
    return *client && isShown(**client, proof) ? Result<ClientRow>(**client) : unknownClient();
}

Result<SignIn> SignIns::signIn(const ClientProof &proof, const QString &address)
{
    constexpr int longestId = 128;
    if (proof.id.isEmpty() || proof.id.size() > longestId)
        return unknownClient();
    const QString subject = QStringLiteral("client ") + proof.id;
    if (auto ok = countTry(subject, address); !ok)
        return failure(ok);
    return writing<SignIn>([&]() -> Result<SignIn> {
        const auto client = shownClient(proof);
        if (!client)
            return failure(client);
        if (auto ok = takeBackTryOf(address); !ok)
            return failure(ok);
        if (auto ok = m_signIns.forgetAttempts(m_tenant, subject); !ok)
            return failure(ok);
        const auto account = systemAccount(client->userPrincipalName);
        return account ? beginClient(*client, *account, proof, address) : failure(account);
    });
}

Result<SignIn> SignIns::beginClient(const ClientRow &client, const AccountRow &account,
                                    const ClientProof &proof, const QString &address)
{
    const bool isSecret = !client.secretHash.isEmpty();
    SignIn signIn{.token = newToken(m_who.id),
                  .account = account.user,
                  .tenant = m_who,
                  .expiresAt = now() + m_options.clientToken,
                  .lifetime = m_options.clientToken};
    if (auto ok = m_clients.endTokens(client.key, now() - m_options.clientToken); !ok)
        return failure(ok);
    auto ok = m_clients.insertToken(
        client, secretHash(signIn.token),
        {.method = isSecret ? QStringLiteral("client") : QStringLiteral("certificate"),
         .address = address,
         .certificateHash = isSecret ? QByteArray() : proof.certificateHash,
         .at = now()});
    return ok ? Result<SignIn>(signIn) : failure(ok);
}

/// Says which tenant's it is, as a token does.
static QString newClientId(const TenantId &tenant)
{
    return QStringLiteral("%1.%2").arg(tenant.toString(),
                                       TenantId(RandomIdSource().next()).toString());
}

std::optional<TenantId> tenantOfClient(const QString &clientId)
{
    const TenantId tenant = TenantId::fromString(clientId.section(QLatin1Char('.'), 0, 0));
    return tenant.isNull() ? std::nullopt : std::optional(tenant);
}

Result<ClientSecret> SignIns::addClient(const NewClient &wish)
{
    const auto name = checkLine(QStringLiteral("name"), wish.name, TextLimits::name);
    if (!name)
        return failure(name);
    const auto account = systemAccount(wish.userPrincipalName);
    if (!account)
        return failure(account);
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    const bool isByCertificate = !wish.certificateHash.isEmpty() || !wish.subject.isEmpty();
    const ClientSecret made{.id = newClientId(tenant->tenant.id),
                            .secret = isByCertificate ? QByteArray() : newSecret()};
    const auto added = writing<void>([&] {
        return m_clients.insert(
            m_tenant, {.id = made.id,
                       .name = *name,
                       .account = account->key,
                       .secretHash = isByCertificate ? QByteArray() : secretHash(made.secret),
                       .certificateHash = wish.certificateHash,
                       .subject = wish.subject,
                       .createdAt = now()});
    });
    if (!added && added.error().code == ErrorCode::AlreadyExists)
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("there is a client \"%1\" already").arg(*name));
    return added ? Result<ClientSecret>(made) : failure(added);
}

Result<std::vector<ClientRow>> SignIns::clients()
{
    return m_clients.list(m_tenant);
}

Result<ClientRow> SignIns::removeClient(const QString &nameOrId)
{
    return writing<ClientRow>([&]() -> Result<ClientRow> {
        const auto all = m_clients.list(m_tenant);
        if (!all)
            return failure(all);
        const auto found = std::ranges::find_if(
            *all, [&](const ClientRow &one) { return one.name == nameOrId || one.id == nameOrId; });
        if (found == all->end())
            return failure(ErrorCode::NotFound,
                           QStringLiteral("there is no client \"%1\"").arg(nameOrId.left(128)));
        if (auto ok = m_clients.remove(found->key); !ok)
            return failure(ok);
        return *found;
    });
}

} // namespace lockbox
