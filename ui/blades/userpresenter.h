#pragma once

#include "ui/shell/consolecontext.h"

#include <QObject>

namespace lockbox::ui {

/// One user as the user's blade shows it: reads it, says whether notices reach it, and saves new addresses.
class UserPresenter : public QObject
{
    Q_OBJECT

public:
    /// Which of a user's two addresses.
    enum class Address {
        First,
        Alternate, ///< Used where the first is missing or ill-formed.
    };

    UserPresenter(ConsoleContext &context, const QString &userPrincipalName,
                  QObject *parent = nullptr);

    const QString &userPrincipalName() const { return m_userPrincipalName; }
    /// Nothing until it has been read.
    const std::optional<User> &user() const { return m_user; }
    /// Why the last refresh failed.
    const std::optional<Error> &error() const { return m_error; }
    bool mayManage() const { return m_context.may(rules::Operation::ManageUsers); }
    bool isSaving() const { return m_saving; }

    /// What is stored. There must be a user.
    const QString &email(Address address) const;
    /// Whether `email` differs from what is stored.
    bool isNewEmail(Address address, const QString &email) const;
    /// Where notices to this user go, or why they go nowhere; empty where they go to the first address, as they should.
    QString deliveryText() const;
    /// Whether this is an approver who doesn't hear of requests.
    bool isMissed() const;

    void refresh();
    void saveEmail(Address address, const QString &email);

signals:
    void changed();
    void emailSaved(lockbox::ui::UserPresenter::Address address);
    void emailRefused(lockbox::ui::UserPresenter::Address address, const lockbox::Error &error);

private:
    ConsoleContext &m_context;
    QString m_userPrincipalName;
    std::optional<User> m_user;
    std::optional<Error> m_error;
    bool m_saving = false;
};

} // namespace lockbox::ui
