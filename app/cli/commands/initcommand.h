#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox init`: makes a store, empty or with the demo tenant.
class InitCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    void declareDemo(CLI::App &app);
    /// Those that describe a tenant of one's own, as far as they were given.
    QStringList givenTenantOptions() const;
    Result<void> makeEmpty(const LocalStore &store, Output &output) const;
    Result<void> makeDemo(const LocalStore &store, Output &output) const;
    Result<StoreSeed> seed() const;
    /// What was made, and the log's keys, which are worth a backup.
    Result<void> say(const LocalStore &store, const QString &words, QJsonObject document,
                     Output &output) const;

    std::string m_store;
    std::string m_tenant;
    std::string m_domain;
    std::string m_admin;
    std::string m_adminName;
    std::string m_adminEmail;
    std::string m_provider = "Provider";
    std::vector<CLI::Option *> m_tenantOptions;
    bool m_demo = false;
    quint64 m_seed = 1;
    qint64 m_requests = 200;
};

} // namespace lockbox::cli
