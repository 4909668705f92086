#pragma once

#include "ui/shell/consolecontext.h"

#include <QObject>

namespace lockbox::ui {

/// One user as the user's blade shows it: reads it, and saves a new e-mail address.
class UserPresenter : public QObject
{
    Q_OBJECT

public:
    UserPresenter(ConsoleContext &context, const QString &userPrincipalName,
                  QObject *parent = nullptr);

    const QString &userPrincipalName() const { return m_userPrincipalName; }
    /// Nothing until it has been read.
    const std::optional<User> &user() const { return m_user; }
    /// Why the last refresh failed.
    const std::optional<Error> &error() const { return m_error; }
    bool mayManage() const { return m_context.may(rules::Operation::ManageUsers); }
    bool isSaving() const { return m_saving; }

    /// Whether `email` differs from what is stored.
    bool isNewEmail(const QString &email) const;
    /// Where notices to this user go, or why they go nowhere.
    QString deliveryText() const;

    void refresh();
    void saveEmail(const QString &email);

signals:
    void changed();
    void emailSaved();
    void emailRefused(const lockbox::Error &error);

private:
    ConsoleContext &m_context;
    QString m_userPrincipalName;
    std::optional<User> m_user;
    std::optional<Error> m_error;
    bool m_saving = false;
};

} // namespace lockbox::ui
