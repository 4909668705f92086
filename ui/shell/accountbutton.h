#pragma once

#include "core/domain/user.h"
#include "ui/widgets/buttons.h"

class QActionGroup;
class QMenu;

namespace lockbox::ui {

/// "Global administrator", the most telling of a user's roles, or that there is none.
QString leadingRoleText(const User &user);

/// A tenant that one can go to.
struct TenantChoice {
    QString id;
    QString name;
    bool isPresent = false;
};

/// Who is signed in, and as whom one could go on.
class AccountButton : public PushButton
{
    Q_OBJECT

public:
    explicit AccountButton(QWidget *parent = nullptr);

    void setAccount(const User &account);
    /// Demo stores: everybody whose part can be taken. Those named in `leading` come first, the others in a menu of their own.
    void setPersonas(const std::vector<User> &personas, const QStringList &leading);
    /// A service: one signs in and out there, and the tenants in which one has an account can be switched between, where there are several.
    void setService(const std::vector<TenantChoice> &tenants);
    QSize sizeHint() const override;

signals:
    void personaChosen(const lockbox::User &persona);
    /// Real stores: somebody else wants to sign in.
    void signInRequested();
    void otherStoreRequested();
    void tenantChosen(const QString &id);
    void changePasswordRequested();
    void signOutRequested(bool everywhere);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu();
    void addSignIn();
    void addTenants();
    void addSignOut();
    void addPersonas();
    void addPersona(QMenu *menu, const User &persona);
    void markAccount();

    User m_account;
    std::vector<User> m_personas;
    QStringList m_leading;
    bool m_isService = false;
    std::vector<TenantChoice> m_tenants;
    QMenu *m_menu;
    QActionGroup *m_group = nullptr;
};

} // namespace lockbox::ui
