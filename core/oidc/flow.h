#pragma once

#include "core/oidc/issuer.h"
#include "core/remote/remotesignin.h"

#include <functional>

namespace lockbox::oidc {

/// How somebody signs in at an issuer, so that a service takes it. The program is a public client: it has no secret.
struct FlowOptions {
    OidcMethod method;  ///< As the service says.
    QString caFile;     ///< See IssuerPlace.
    QString userName;   ///< Whom the issuer may suggest; may be empty.
    bool again = false; ///< The user is to show who it is, even where the issuer knows it already.
    std::chrono::milliseconds patience{300'000}; ///< With the user, in a browser.
    std::stop_token stop;                        ///< Ends it: Interrupted.
};

/// Opens a page in the system's browser; false where that can't be done.
using OpenBrowser = std::function<bool(const QUrl &)>;

/// Authorization code with PKCE, in the system's browser, which comes back to a port of this machine (RFC 6749, 7636, 8252, 9207).
/// Blocks until it has.
Result<IdTokenProof> signInWithBrowser(const FlowOptions &options, const OpenBrowser &open);

/// What somebody types on another device.
struct DeviceCode {
    QString code;
    QUrl page;         ///< Where.
    QUrl completePage; ///< The same with the code in it; may be empty.
    std::chrono::seconds lasts{0};
};

/// Tells of the code; called once.
using ShowCode = std::function<void(const DeviceCode &)>;
/// Waits; false where the wait was ended.
using Pause = std::function<bool(std::chrono::milliseconds)>;

/// The device flow (RFC 8628): the browser is anywhere. Blocks until the user has signed in there, or the code is too old. `pause` stands for the
/// system's way to wait.
Result<IdTokenProof> signInWithDevice(const FlowOptions &options, const ShowCode &show,
                                      Pause pause = {});

/// What both are made of.
namespace flow {

IssuerPlace placeOf(const FlowOptions &options);
/// 256 bits of the system's randomness, in letters that any form takes.
QByteArray randomText();
/// What either flow asks for: client, scope, the nonce of `nonceVerifier`, and that the issuer says when the user signed in.
QUrlQuery wish(const FlowOptions &options, const QString &client, const QByteArray &nonceVerifier);
/// An error that the issuer gave (RFC 6749, 4.1.2.1), in words.
Failure refused(const QString &issuer, const QString &error, const QString &description);
/// The proof, from what the token endpoint answered.
Result<IdTokenProof> proofOf(const FlowOptions &options, const IssuerAnswer &answer,
                             const QByteArray &nonceVerifier);

} // namespace flow

} // namespace lockbox::oidc
