#pragma once

#include "core/service/locallockbox.h"
#include "ui/shell/consolecontext.h"

#include <QTemporaryDir>

#include <memory>

namespace lockbox::ui {

/// A small tenant in a real store on a temporary file, for tests of blades and presenters: the door behind them is the product's.
class AdminTenant
{
public:
    explicit AdminTenant(const Policy &policy = policyOn());

    static Policy policyOn();

    /// The test's own door to the store.
    LockboxService &door() { return *m_door; }
    ServiceFactory factory() const;
    /// A context in which `userPrincipalName` is signed in.
    std::unique_ptr<ConsoleContext> signIn(const QString &userPrincipalName);
    User stored(const QString &userPrincipalName);
    Policy storedPolicy();

    /// Files a request; the manager approves it, so that it waits for the customer (or access is open, with the setting Off).
    AccessRequest waiting(const QString &reference);
    /// The same, and the administrator approves it.
    AccessRequest open(const QString &reference);

    static QString admin() { return QStringLiteral("ada@contoso.com"); }
    static QString approver() { return QStringLiteral("abe@contoso.com"); }
    static QString reader() { return QStringLiteral("rita@contoso.com"); }
    static QString plain() { return QStringLiteral("paul@contoso.com"); }
    static QString engineer() { return QStringLiteral("eve@fabrikam.com"); }
    static QString manager() { return QStringLiteral("max@fabrikam.com"); }

private:
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<LockboxService> m_door;
};

} // namespace lockbox::ui
