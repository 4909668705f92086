#pragma once

#include "core/service/lockboxservice.h"
#include "ui/async/logwatch.h"
#include "ui/async/servicerunner.h"

#include <QObject>

namespace lockbox::ui {

/// What every page and blade needs: how to call the door, who is signed in, which store, and what time it is. Outlives the main
/// window.
class ConsoleContext : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleContext(ServiceFactory factory, QObject *parent = nullptr);
    ~ConsoleContext() override;

    ServiceRunner &runner() { return *m_runner; }
    /// How it stands with the store's log. What reads it again is the window.
    LogWatch &log() { return *m_log; }
    const ServiceFactory &factory() const { return m_factory; }
    const Session &session() const { return m_session; }
    /// The signed-in account as last read; its roles decide what is offered (the core decides what is allowed).
    const User &account() const { return m_account; }
    const StoreInfo &info() const { return m_info; }
    /// The store's present: the machine's clock, with a demo store's offset.
    Timestamp now() const;
    bool may(rules::Operation operation) const
    {
        return rules::permission(toActor(m_account), operation).has_value();
    }
    /// "Microsoft Engineer"
    QString requestorName() const;

    /// How calls that are under way over a dead line are begun anew on another; a store without a line needs none.
    void setReconnect(std::function<void()> reconnect) { m_reconnect = std::move(reconnect); }
    void reconnect()
    {
        if (m_reconnect)
            m_reconnect();
    }

    void setInfo(const StoreInfo &info);
    /// Becomes another account (sign-in, persona switch), or takes over what the account is now. Emits accountChanged().
    void setAccount(const User &account);

signals:
    void accountChanged();
    void infoChanged();

private:
    ServiceFactory m_factory;
    std::function<void()> m_reconnect;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<LogWatch> m_log;
    Session m_session;
    User m_account;
    StoreInfo m_info;
};

} // namespace lockbox::ui
