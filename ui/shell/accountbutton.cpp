#include "ui/shell/accountbutton.h"

#include "ui/widgets/avatar.h"
#include "ui/widgets/statetext.h"
#include "ui/widgets/tooltiptext.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionButton>

namespace lockbox::ui {

namespace {

constexpr int avatarSide = 28;
constexpr int padding = 8;
constexpr int widest = 280;

} // namespace

QString leadingRoleText(const User &user)
{
    const std::vector<Role> roles = user.roles.toVector();
    return roles.empty() ? AccountButton::tr("No administrator access") : roleName(roles.front());
}

AccountButton::AccountButton(QWidget *parent) : PushButton({}, parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("accountButton"));
    m_menu->setObjectName(QStringLiteral("accountMenu"));
    setFlat(true);
    setAttribute(Qt::WA_Hover);
    setMenu(m_menu);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void AccountButton::setAccount(const User &account)
{
    m_account = account;
    setAccessibleName(tr("Account: %1, %2").arg(account.displayName, leadingRoleText(account)));
    setToolTip(plainToolTip(
        tr("%1\n%2\n%3")
            .arg(account.displayName, account.userPrincipalName, leadingRoleText(account))));
    fillMenu();
    updateGeometry();
    update();
}

void AccountButton::setPersonas(const std::vector<User> &personas, const QStringList &leading)
{
    if (personas == m_personas && leading == m_leading)
        return;
    m_personas = personas;
    m_leading = leading;
    fillMenu();
}

void AccountButton::fillMenu()
{
    m_menu->clear();
    delete m_group;
    m_group = new QActionGroup(this);
    if (m_personas.empty())
        addSignIn();
    else
        addPersonas();
    m_menu->addSeparator();
    QAction *other = m_menu->addAction(tr("Open another store…"));
    other->setObjectName(QStringLiteral("otherStore"));
    connect(other, &QAction::triggered, this, &AccountButton::otherStoreRequested);
}

void AccountButton::setService(const std::vector<TenantChoice> &tenants)
{
    m_isService = true;
    m_tenants = tenants;
    fillMenu();
}

void AccountButton::addSignIn()
{
    m_menu->addAction(plainText(m_account.userPrincipalName))->setEnabled(false);
    m_menu->addSeparator();
    if (m_tenants.size() > 1)
        addTenants();
    connect(m_menu->addAction(tr("Sign in as somebody else…")), &QAction::triggered, this,
            &AccountButton::signInRequested);
    if (m_isService)
        addSignOut();
}

void AccountButton::addTenants()
{
    m_menu->addAction(tr("Tenant"))->setEnabled(false);
    for (const TenantChoice &tenant : m_tenants) {
        QAction *action = m_menu->addAction(plainText(tenant.name));
        action->setObjectName(QStringLiteral("tenant.%1").arg(tenant.id));
        action->setCheckable(true);
        action->setChecked(tenant.isPresent);
        connect(action, &QAction::triggered, this, [this, action, tenant] {
            action->setChecked(tenant.isPresent); // the choice is a wish so far
            if (!tenant.isPresent)
                emit tenantChosen(tenant.id);
        });
    }
    m_menu->addSeparator();
}

void AccountButton::addSignOut()
{
    const auto add = [this](const QString &text, const QString &name, auto signal) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, signal);
    };
    add(tr("Change password…"), QStringLiteral("changePasswordAction"),
        [this] { emit changePasswordRequested(); });
    m_menu->addSeparator();
    add(tr("Sign out"), QStringLiteral("signOutAction"), [this] { emit signOutRequested(false); });
    add(tr("Sign out everywhere"), QStringLiteral("signOutEverywhereAction"),
        [this] { emit signOutRequested(true); });
}

void AccountButton::addPersonas()
{
    m_menu->addAction(tr("Act as"))->setEnabled(false);
    QMenu *others = nullptr;
    for (const QString &name : m_leading) {
        for (const User &persona : m_personas) {
            if (persona.userPrincipalName == name)
                addPersona(m_menu, persona);
        }
    }
    for (const User &persona : m_personas) {
        if (m_leading.contains(persona.userPrincipalName))
            continue;
        if (!others && !m_leading.isEmpty())
            others = m_menu->addMenu(tr("Others"));
        addPersona(others ? others : m_menu, persona);
    }
}

void AccountButton::addPersona(QMenu *menu, const User &persona)
{
    QAction *action =
        menu->addAction(plainText(tr("%1, %2").arg(persona.displayName, leadingRoleText(persona))));
    action->setObjectName(QStringLiteral("persona.%1").arg(persona.userPrincipalName));
    action->setData(persona.userPrincipalName);
    action->setCheckable(true);
    action->setChecked(persona.userPrincipalName == m_account.userPrincipalName);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, persona] {
        markAccount(); // the choice is a wish so far
        emit personaChosen(persona);
    });
}

void AccountButton::markAccount()
{
    for (QAction *action : m_group->actions())
        action->setChecked(action->data().toString() == m_account.userPrincipalName);
}

QSize AccountButton::sizeHint() const
{
    const Theme &theme = Theme::instance();
    const int name =
        QFontMetrics(theme.font(TextStyle::Body)).horizontalAdvance(m_account.displayName);
    const int role =
        QFontMetrics(theme.font(TextStyle::Caption)).horizontalAdvance(leadingRoleText(m_account));
    return {qMin(widest, qMax(name, role) + avatarSide + 3 * padding + 20), 40};
}

void AccountButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.color(Token::Accent), 2) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() || isDown() ? QBrush(theme.color(Token::Line)) : Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    const QRect avatar(padding, (height() - avatarSide) / 2, avatarSide, avatarSide);
    Avatar::paint(painter, avatar, m_account.displayName);
    const QRect text = rect().adjusted(avatar.right() + padding, 4, -padding - 18, -4);
    const auto draw = [&](TextStyle style, Token token, int align, const QString &words) {
        painter.setFont(theme.font(style));
        painter.setPen(theme.color(token));
        painter.drawText(text, Qt::AlignLeft | align | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, text.width()));
    };
    draw(TextStyle::Body, Token::Text, Qt::AlignTop, m_account.displayName);
    draw(TextStyle::Caption, Token::SecondText, Qt::AlignBottom, leadingRoleText(m_account));
    theme.icon(QStringLiteral("chevron-down"), Token::SecondText)
        .paint(&painter, QRect(width() - padding - 14, (height() - 14) / 2, 14, 14));
}

} // namespace lockbox::ui
