#include "ui/shell/titlebar.h"

#include "ui/shell/accountbutton.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/logbadge.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QMenu>

namespace lockbox::ui {

namespace {

/// Below this width the search needs the room more than the log's badge does.
constexpr int wideEnough = 1200;

} // namespace

TitleBar::TitleBar(QWidget *parent)
    : QFrame(parent),
      m_lock(new TextLabel),
      m_tenant(new TextLabel({}, TextStyle::Body, Token::SecondText)),
      m_demo(new TextLabel(tr("Demo"), TextStyle::Caption, Token::Wait)),
      m_search(new SearchBox(tr("Search requests (Ctrl+K)"))),
      m_log(new LogBadge),
      m_theme(new IconButton(QStringLiteral("sun"), tr("Theme"))),
      m_themeMenu(new QMenu(this)),
      m_account(new AccountButton)
{
    setObjectName(QStringLiteral("titleBar"));
    setAccessibleName(tr("Title bar"));
    setFixedHeight(48);
    m_demo->setObjectName(QStringLiteral("demoBadge"));
    m_demo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_tenant->setObjectName(QStringLiteral("tenantName"));
    m_search->setObjectName(QStringLiteral("titleSearch"));
    m_search->setAccessibleName(tr("Search all requests"));
    m_search->setMaximumWidth(420);
    m_theme->setObjectName(QStringLiteral("themeButton"));
    m_theme->setPopupMode(QToolButton::InstantPopup);
    m_theme->setMenu(m_themeMenu);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 8, 1);
    layout->setSpacing(12);
    layout->addWidget(m_lock);
    layout->addWidget(new TextLabel(tr("Customer Lockbox"), TextStyle::BodyStrong));
    layout->addWidget(m_tenant);
    layout->addWidget(m_demo);
    layout->addStretch(1);
    layout->addWidget(m_search, 3);
    layout->addStretch(1);
    layout->addWidget(m_log);
    layout->addWidget(m_theme);
    layout->addWidget(m_account);
    fillThemeMenu();
    showTheme();
    connect(&Theme::instance(), &Theme::changed, this, &TitleBar::showTheme);
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { emit searchRequested(m_search->text().trimmed()); });
}

void TitleBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_log->setShort(width() < wideEnough);
}

void TitleBar::setTenant(const QString &name, bool isDemo)
{
    m_tenant->setText(name);
    m_tenant->setAccessibleName(tr("Tenant: %1").arg(name));
    m_demo->setVisible(isDemo);
}

void TitleBar::setSearchShown(bool shown)
{
    m_search->setVisible(shown);
}

void TitleBar::fillThemeMenu()
{
    const auto add = [this](const QString &text, ThemeMode mode) {
        QAction *action = m_themeMenu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(mode));
        connect(action, &QAction::triggered, this, [this, mode] { emit themeChosen(mode); });
    };
    add(tr("Like the system"), ThemeMode::System);
    add(tr("Light"), ThemeMode::Light);
    add(tr("Dark"), ThemeMode::Dark);
}

void TitleBar::showTheme()
{
    const Theme &theme = Theme::instance();
    m_theme->setIconName(theme.isDark() ? QStringLiteral("moon") : QStringLiteral("sun"));
    m_lock->setPixmap(
        theme.icon(QStringLiteral("lock"), Token::Accent).pixmap({22, 22}, devicePixelRatioF()));
    for (QAction *action : m_themeMenu->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(theme.mode()));
}

} // namespace lockbox::ui
