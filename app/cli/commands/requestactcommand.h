#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox request authorize|reject|approve|deny|cancel|revoke|complete`: one act on one request. They differ in what they call
/// and say, not in how they work.
class RequestActCommand final : public Command
{
public:
    enum class Act { Authorize, Reject, Approve, Deny, Cancel, Revoke, Complete };

    explicit RequestActCommand(Act act) : m_act(act) {}

    const char *group() const override { return "request"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<AccessRequest> act(LockboxService &service, const Session &session) const;
    Result<AccessRequest> approve(LockboxService &service, const Session &session) const;

    Act m_act;
    std::string m_request;
    std::string m_comment;
    std::optional<std::string> m_duration;
};

} // namespace lockbox::cli
