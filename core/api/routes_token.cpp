#include "core/api/call.h"

#include "core/api/tokenwish.h"

namespace lockbox::api {

namespace {

/// A client is known in its tenant only.
bool isThere(const TokenWish &wish, const Tenant &tenant)
{
    const auto named = tenantOfClient(wish.clientId);
    const bool isMeant = wish.tenant.isEmpty() || TenantId::fromString(wish.tenant) == tenant.id
                         || wish.tenant.compare(tenant.domain, Qt::CaseInsensitive) == 0;
    return named == tenant.id && isMeant;
}

Answer token(Call &call)
{
    const auto wish = readTokenWish(call.question);
    if (!wish)
        return wish.error();
    const Question &question = call.question;
    if (wish->clientId.isEmpty())
        return tokenRefusal(401, "invalid_client", QStringLiteral("client_id is missing"));
    if (wish->secret.isEmpty() && question.certificateHash.isEmpty())
        return tokenRefusal(401, "invalid_client",
                            question.certificateTrouble.isEmpty()
                                ? QStringLiteral("there is neither a secret nor a certificate")
                                : question.certificateTrouble);
    // In another tenant it would be unknown as well: counted, and in the same words.
    ClientProof proof{.id = wish->clientId,
                      .secret = wish->secret,
                      .certificateHash = question.certificateHash,
                      .subject = question.certificateSubject};
    if (!isThere(*wish, call.tenant))
        proof.secret = proof.certificateHash = QByteArray();
    const auto signIn = call.signIns.signIn(proof, question.address);
    return signIn ? tokenAnswer(signIn->token, signIn->lifetime) : tokenRefusal(signIn.error());
}

} // namespace

std::vector<Route> tokenRoutes()
{
    return {{"POST", "/v1/token", Needs::Nothing, token}};
}

} // namespace lockbox::api
