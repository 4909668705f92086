#include "core/api/call.h"

#include "core/api/tokenwish.h"

namespace lockbox::api {

namespace {

/// The tenant that has the client, where it is served and, if one is named, meant.
Result<std::optional<TenantId>> tenantOf(Entry &entry, const TokenWish &wish)
{
    const auto named = tenantOfClient(wish.clientId);
    const auto all = entry.doors.tenants();
    if (!all)
        return failure(all);
    for (const Tenant &tenant : *all) {
        if (named == tenant.id && (wish.tenant.isEmpty() || isTenant(tenant, wish.tenant)))
            return std::optional(tenant.id);
    }
    return std::nullopt;
}

Result<SignIn> signInBy(Entry &entry, const TokenWish &wish)
{
    const Question &question = entry.question;
    ClientProof proof{.id = wish.clientId,
                      .secret = wish.secret,
                      .certificateHash = question.certificateHash,
                      .subject = question.certificateSubject};
    auto tenant = tenantOf(entry, wish);
    if (tenant && !*tenant) {
        // Where nobody knows it, it is unknown: counted, and in the same words.
        proof.secret = proof.certificateHash = QByteArray();
        const auto some = entry.doors.tenantsOf(wish.clientId);
        if (some)
            tenant = std::optional(some->front());
        else
            tenant = failure(some);
    }
    if (!tenant)
        return failure(tenant);
    const auto door = entry.doors.open(**tenant);
    return door ? (*door)->signIns->signIn(proof, question.address) : failure(door);
}

Answer token(Entry &entry)
{
    const Question &question = entry.question;
    const auto wish = readTokenWish(question);
    if (!wish)
        return wish.error();
    if (wish->clientId.isEmpty())
        return tokenRefusal(401, "invalid_client", QStringLiteral("client_id is missing"));
    if (wish->secret.isEmpty() && question.certificateHash.isEmpty())
        return tokenRefusal(401, "invalid_client",
                            question.certificateTrouble.isEmpty()
                                ? QStringLiteral("there is neither a secret nor a certificate")
                                : question.certificateTrouble);
    const auto signIn = signInBy(entry, *wish);
    return signIn ? tokenAnswer(signIn->token, signIn->lifetime) : tokenRefusal(signIn.error());
}

} // namespace

std::vector<Route> tokenRoutes()
{
    return {{"POST", "/v1/token", token}};
}

} // namespace lockbox::api
