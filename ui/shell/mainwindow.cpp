#include "ui/shell/mainwindow.h"

#include "ui/shell/accountbutton.h"
#include "ui/shell/blade.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/connectionbar.h"
#include "ui/shell/connectionwatch.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/consolestatusbar.h"
#include "ui/shell/logdisplay.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pagearea.h"
#include "ui/shell/shortcutoverlay.h"
#include "ui/shell/storefollower.h"
#include "ui/shell/titlebar.h"
#include "ui/shell/windowshortcuts.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSettings>
#include <QShortcut>

#include <algorithm>

namespace lockbox::ui {

namespace {

QString geometryKey()
{
    return QStringLiteral("window/geometry");
}

QString compactKey()
{
    return QStringLiteral("window/navigationCollapsed");
}

QString themeKey()
{
    return QStringLiteral("window/theme");
}

} // namespace

MainWindow::MainWindow(ConsoleContext &context, std::vector<PageFactory> pages,
                       const QStringList &leadingPersonas, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_pages(std::move(pages)),
      m_leadingPersonas(leadingPersonas),
      m_title(new TitleBar),
      m_trouble(new MessageBar),
      m_navigation(new Navigation),
      m_area(new PageArea),
      m_blades(new BladeStack(m_area)),
      m_status(new ConsoleStatusBar(context)),
      m_overlay(new ShortcutOverlay(this)),
      m_follower(new StoreFollower(context, this)),
      m_connection(new ConnectionWatch(context, *m_follower, this)),
      m_line(new ConnectionBar(*m_connection))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(960, 600);
    layOut();
    connectParts();
    connectFollower();
    connectConnection();
    addShortcuts();
    restore();
    showInfo();
    onAccountChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addWidget(m_blades, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_line);
    layout->addWidget(m_trouble);
    layout->addLayout(middle, 1);
    layout->addWidget(m_status);
}

void MainWindow::connectParts()
{
    m_trouble->setObjectName(QStringLiteral("logTrouble"));
    m_trouble->setContentsMargins(6, 2, 12, 2);
    auto *log = new LogDisplay(m_context, m_title->log(), *m_trouble);
    connect(log, &LogDisplay::openRequested, this, &MainWindow::openLog);
    connect(m_navigation, &Navigation::chosen, this, [this](const QString &id) { goTo(id); });
    connect(m_navigation, &Navigation::compactChanged, this,
            [](bool compact) { QSettings().setValue(compactKey(), compact); });
    connect(m_blades, &BladeStack::opened, this, &MainWindow::connectBlade);
    connect(m_title, &TitleBar::themeChosen, this, &MainWindow::chooseTheme);
    connect(m_title, &TitleBar::searchRequested, this, &MainWindow::search);
    connect(&m_title->account(), &AccountButton::personaChosen, this, &MainWindow::onPersonaChosen);
    connect(&m_title->account(), &AccountButton::otherStoreRequested, this,
            &MainWindow::otherStoreRequested);
    connect(&m_title->account(), &AccountButton::signInRequested, this, [this] {
        if (m_blades->closeAll())
            emit signInRequested();
    });
    connect(m_status, &ConsoleStatusBar::failed, this,
            [this](const QString &text) { m_area->messages().showError(text); });
    connect(m_status, &ConsoleStatusBar::told, this,
            [this](const QString &text) { m_area->messages().showInfo(text); });
    connect(&m_context, &ConsoleContext::accountChanged, this, &MainWindow::onAccountChanged);
    connect(&m_context, &ConsoleContext::infoChanged, this, &MainWindow::showInfo);
}

void MainWindow::connectFollower()
{
    connect(m_status, &ConsoleStatusBar::clockMoved, this, [this] {
        m_follower->readInfo();
        refresh();
    });
    connect(m_follower, &StoreFollower::changed, this, &MainWindow::refresh);
    connect(m_follower, &StoreFollower::newsCame, this, &MainWindow::newsCame);
    connect(m_follower, &StoreFollower::failed, m_status, &ConsoleStatusBar::showFailure);
    connect(m_follower, &StoreFollower::recovered, this, [this] {
        m_status->showConnected();
        m_follower->readInfo();
        refresh();
    });
    connect(m_follower, &StoreFollower::personasRead, this,
            [this](const std::vector<User> &personas) {
                m_title->account().setPersonas(personas, m_leadingPersonas);
            });
}

void MainWindow::connectBlade(Blade *blade)
{
    connect(blade, &Blade::navigateRequested, this, &MainWindow::goTo);
    connect(blade, &Blade::announced, this, [this](const QString &text) { announce(this, text); });
}

void MainWindow::addShortcuts()
{
    for (const WindowShortcut &shortcut : windowShortcuts()) {
        for (int i = 0; i < shortcut.keys.size(); ++i) {
            auto *key = new QShortcut(shortcut.keys[i], this);
            const auto on = [key, this](auto act) {
                connect(key, &QShortcut::activated, this, act);
            };
            switch (shortcut.act) {
            case WindowShortcut::Act::Search:
                on([this] { m_title->search().setFocus(Qt::ShortcutFocusReason); });
                break;
            case WindowShortcut::Act::Page:
                on([this, i] {
                    if (static_cast<size_t>(i) < m_offered.size())
                        goTo(QString(m_offered[static_cast<size_t>(i)].id));
                });
                break;
            case WindowShortcut::Act::Refresh:
                on([this] {
                    m_follower->readInfo();
                    m_follower->readAccounts();
                    refresh();
                });
                break;
            case WindowShortcut::Act::Back: on([this] { goBack(); }); break;
            case WindowShortcut::Act::Help: on([this] { m_overlay->toggle(); }); break;
            default: break;
            }
        }
    }
}

void MainWindow::restore()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(geometryKey()).toByteArray()))
        resize(1366, 820);
    m_navigation->setCompact(settings.value(compactKey()).toBool());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (event->spontaneous() || focusWidget())
        return; // back from being minimised or hidden: the focus is where it was
    Blade *page = m_area->current();
    if (QWidget *first = page ? page->initialFocus() : nullptr)
        first->setFocus(Qt::OtherFocusReason);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_hidesOnClose) {
        event->ignore();
        QSettings().setValue(geometryKey(), saveGeometry());
        emit closed();
        m_isHiddenInTray = true;
        hide();
    } else if (!finish()) {
        event->ignore();
    }
}

bool MainWindow::finish()
{
    if (!m_blades->closeAll())
        return false;
    QSettings().setValue(geometryKey(), saveGeometry());
    emit closed();
    return true;
}

void MainWindow::reveal()
{
    m_isHiddenInTray = false;
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // What has the focus had the key before: an open question, or a search box with a text.
    if (event->key() != Qt::Key_Escape)
        QWidget::keyPressEvent(event);
    else if (m_overlay->isVisible())
        m_overlay->dismiss();
    else
        m_blades->closeTop();
}

void MainWindow::chooseTheme(ThemeMode mode)
{
    QSettings().setValue(themeKey(), static_cast<int>(mode));
    Theme::instance().apply(mode);
}

ThemeMode MainWindow::rememberedTheme()
{
    switch (QSettings().value(themeKey()).toInt()) {
    case static_cast<int>(ThemeMode::Light): return ThemeMode::Light;
    case static_cast<int>(ThemeMode::Dark): return ThemeMode::Dark;
    default: return ThemeMode::System;
    }
}

void MainWindow::showInfo()
{
    const StoreInfo &info = m_context.info();
    m_title->setTenant(info.tenant.name, info.demo);
    setWindowTitle(info.tenant.name);
}

const PageFactory *MainWindow::offered(const QString &pageId) const
{
    const auto found = std::ranges::find(m_offered, pageId, &PageFactory::id);
    return found == m_offered.end() ? nullptr : &*found;
}

Blade *MainWindow::makePage(const PageFactory &factory)
{
    Blade *page = factory.make(m_context);
    m_area->addPage(factory.id, page);
    connectBlade(page);
    connect(page, &Blade::openRequested, m_blades,
            [this](Blade *blade) { m_blades->open(blade, nullptr); });
    return page;
}

bool MainWindow::goTo(const QString &pageId, const QString &argument)
{
    const PageFactory *factory = offered(pageId);
    if (!factory || !m_blades->closeAll())
        return false;
    Blade *page = m_area->page(pageId);
    const bool isNew = !page;
    if (isNew)
        page = makePage(*factory);
    if (m_current != pageId) {
        if (!m_current.isEmpty())
            m_history.append(m_current);
        m_current = pageId;
        m_area->showPage(*factory);
        m_navigation->setCurrent(pageId);
        QWidget *first = page->initialFocus();
        if (first && isVisible())
            first->setFocus(Qt::OtherFocusReason);
    }
    if (m_stale.removeAll(pageId) > 0 && !isNew)
        page->refresh();
    if (!argument.isEmpty())
        page->showArgument(argument);
    return true;
}

void MainWindow::search(const QString &text)
{
    openRequest(text); // the page that searches takes a request's id as well
}

bool MainWindow::openRequest(const QString &request)
{
    const auto page = std::ranges::find_if(m_offered, &PageFactory::takesSearch);
    return page != m_offered.end() && goTo(QString(page->id), request);
}

void MainWindow::openLog(qint64 seq)
{
    const auto page = std::ranges::find_if(m_offered, &PageFactory::showsLog);
    if (page != m_offered.end())
        goTo(QString(page->id), seq > 0 ? QStringLiteral("#%1").arg(seq) : QString());
}

void MainWindow::goBack()
{
    if (!m_blades->blades().empty()) {
        m_blades->closeTop();
        return;
    }
    if (m_history.isEmpty())
        return;
    const QString before = m_history.takeLast();
    const QString current = m_current;
    if (goTo(before) && m_history.endsWith(current))
        m_history.removeLast();
}

void MainWindow::refresh()
{
    for (const PageFactory &page : m_offered) {
        if (page.id != m_current && m_area->page(page.id) && !m_stale.contains(page.id))
            m_stale.append(page.id);
    }
    if (Blade *page = m_area->current())
        page->refresh();
    for (Blade *blade : m_blades->blades())
        blade->refresh();
    m_context.log().refresh();
}

} // namespace lockbox::ui
