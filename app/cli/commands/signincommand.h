#pragma once

#include "app/cli/commands/command.h"
#include "core/remote/remotesignin.h"

namespace lockbox::cli {

/// `lockbox sign-in`: signs in to a service, with a password, a one-time code, or at an OpenID Connect issuer.
class SignInCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<RemoteSignIn> signIn(Context &context, const RemoteOptions &options);

    bool m_withCode = false;
    bool m_withBrowser = false;
    bool m_withDevice = false;
};

} // namespace lockbox::cli
