#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `Get-AccessToCustomerDataRequest`: the requests, as the portal's scripts ask for them.
class GetAccessCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    /// The one that was named, if it fits; else a page.
    Result<Page<AccessRequest>> found(const Door &door) const;
    Result<RequestQuery> query() const;

    std::optional<std::string> m_status;
    std::optional<std::string> m_createdAfter;
    std::optional<std::string> m_request;
    std::string m_after;
    int m_limit = 100;
};

} // namespace lockbox::cli
