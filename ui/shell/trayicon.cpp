#include "ui/shell/trayicon.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QSettings>

namespace lockbox::ui {

namespace {

QString keepKey()
{
    return QStringLiteral("window/keepInTray");
}

} // namespace

TrayIcon::TrayIcon(ConsoleContext &context, QObject *parent)
    : QObject(parent),
      m_presenter(context),
      m_nearest(new QAction(&m_menu)),
      m_keep(new QAction(tr("Keep running in the tray"), &m_menu))
{
    fillMenu();
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    emit openRequested();
            });
    connect(&m_presenter, &TrayPresenter::changed, this, &TrayIcon::show);
    connect(&Theme::instance(), &Theme::changed, this, &TrayIcon::show);
    show();
}

TrayIcon::~TrayIcon()
{
    m_icon.setContextMenu(nullptr);
}

void TrayIcon::fillMenu()
{
    const auto add = [this](QAction *action, const QString &name) {
        action->setObjectName(name);
        m_menu.addAction(action);
    };
    auto *open = new QAction(tr("Open"), &m_menu);
    auto *quit = new QAction(tr("Quit"), &m_menu);
    add(open, QStringLiteral("trayOpen"));
    add(m_nearest, QStringLiteral("trayNearest"));
    m_menu.addSeparator();
    add(m_keep, QStringLiteral("trayKeep"));
    add(quit, QStringLiteral("trayQuit"));
    m_keep->setCheckable(true);
    m_keep->setChecked(QSettings().value(keepKey()).toBool());
    connect(open, &QAction::triggered, this, &TrayIcon::openRequested);
    connect(quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(m_nearest, &QAction::triggered, this,
            [this] { emit requestChosen(m_nearest->data().toString()); });
    connect(m_keep, &QAction::toggled, this, [this](bool keep) {
        QSettings().setValue(keepKey(), keep);
        emit keepingChanged();
    });
}

void TrayIcon::show()
{
    const auto &nearest = m_presenter.nearest();
    m_nearest->setVisible(nearest.has_value());
    if (nearest) {
        m_nearest->setText(m_presenter.nearestText());
        m_nearest->setData(nearest->id.toString());
    }
    m_icon.setToolTip(m_presenter.toolTip());
    m_icon.setIcon(picture());
    m_icon.setVisible(m_presenter.concerns());
    emit keepingChanged();
}

QIcon TrayIcon::picture() const
{
    constexpr int side = 64;
    const Theme &theme = Theme::instance();
    QPixmap picture =
        theme.icon(QStringLiteral("lock"), Token::Accent).pixmap(QSize(side, side), 1);
    if (m_presenter.waiting() == 0)
        return picture;
    const QString count =
        m_presenter.waiting() > 99 ? QStringLiteral("99+") : QString::number(m_presenter.waiting());
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = theme.font(TextStyle::BodyStrong);
    font.setPixelSize(count.size() > 2 ? 20 : 28);
    painter.setFont(font);
    const QRect badge(side - 38, side - 38, 38, 38);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Bad));
    painter.drawEllipse(badge);
    painter.setPen(theme.color(Token::BadBack));
    painter.drawText(badge, Qt::AlignCenter, count);
    return picture;
}

} // namespace lockbox::ui
