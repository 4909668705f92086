#include "ui/shell/mainwindow.h"

#include "ui/async/changefeed.h"
#include "ui/shell/accountbutton.h"
#include "ui/shell/blade.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/consolestatusbar.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pagearea.h"
#include "ui/shell/shortcutoverlay.h"
#include "ui/shell/titlebar.h"
#include "ui/shell/windowshortcuts.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>

#include <algorithm>

namespace lockbox::ui {

using namespace std::chrono_literals;

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
      m_navigation(new Navigation),
      m_area(new PageArea),
      m_blades(new BladeStack(m_area)),
      m_status(new ConsoleStatusBar(context)),
      m_overlay(new ShortcutOverlay(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(960, 600);
    layOut();
    connectParts();
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
    layout->addLayout(middle, 1);
    layout->addWidget(m_status);
}

void MainWindow::connectParts()
{
    connect(m_navigation, &Navigation::chosen, this, [this](const QString &id) { goTo(id); });
    connect(m_navigation, &Navigation::compactChanged, this,
            [](bool compact) { QSettings().setValue(compactKey(), compact); });
    connect(m_blades, &BladeStack::opened, this, &MainWindow::connectBlade);
    connect(m_title, &TitleBar::themeChosen, this, &MainWindow::chooseTheme);
    connect(m_title, &TitleBar::searchRequested, this, &MainWindow::search);
    connect(&m_title->account(), &AccountButton::personaChosen, this, [this](const User &persona) {
        m_context.setAccount(persona);
        emit accountChosen(persona);
    });
    connect(&m_title->account(), &AccountButton::signInRequested, this,
            &MainWindow::signInRequested);
    connect(m_status, &ConsoleStatusBar::clockMoved, this, [this] {
        readInfo();
        refresh();
    });
    connect(m_status, &ConsoleStatusBar::failed, this,
            [this](const QString &text) { m_area->messages().showError(text); });
    connect(m_status, &ConsoleStatusBar::told, this,
            [this](const QString &text) { m_area->messages().showInfo(text); });
    connect(&m_context, &ConsoleContext::accountChanged, this, &MainWindow::onAccountChanged);
    connect(&m_context, &ConsoleContext::infoChanged, this, &MainWindow::showInfo);
    m_telling.setSingleShot(true);
    m_telling.setInterval(150ms);
    connect(&m_telling, &QTimer::timeout, this, &MainWindow::tellChanges);
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
            case WindowShortcut::Act::Refresh: on([this] { refresh(); }); break;
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

void MainWindow::showEvent(QShowEvent *)
{
    Blade *page = m_area->current();
    if (QWidget *first = page ? page->initialFocus() : nullptr)
        first->setFocus(Qt::OtherFocusReason);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_blades->closeAll()) {
        event->ignore();
        return;
    }
    QSettings().setValue(geometryKey(), saveGeometry());
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

void MainWindow::onAccountChanged()
{
    m_title->account().setAccount(m_context.account());
    m_blades->dropAll();
    m_area->clear();
    m_stale.clear();
    m_history.clear();
    m_feed.reset();
    offerPages();
    const QString wanted = offered(m_current) ? m_current : QString();
    m_current.clear();
    if (!wanted.isEmpty())
        goTo(wanted);
    else if (!m_offered.empty())
        goTo(QString(m_offered.front().id));
    startFeed();
    if (m_context.info().demo)
        readPersonas();
}

void MainWindow::offerPages()
{
    m_offered.clear();
    std::ranges::copy_if(m_pages, std::back_inserter(m_offered), [this](const PageFactory &page) {
        return isOffered(page, m_context.account());
    });
    m_navigation->setPages(m_offered);
    m_title->setSearchShown(std::ranges::any_of(m_offered, &PageFactory::takesSearch));
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
    const auto page = std::ranges::find_if(m_offered, &PageFactory::takesSearch);
    if (page != m_offered.end())
        goTo(QString(page->id), text);
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
}

void MainWindow::startFeed()
{
    m_feed = std::make_unique<ChangeFeed>(m_context.factory(), m_context.session());
    connect(m_feed.get(), &ChangeFeed::changed, this, &MainWindow::onFeed);
    connect(m_feed.get(), &ChangeFeed::failed, m_status, &ConsoleStatusBar::showFailure);
    connect(m_feed.get(), &ChangeFeed::recovered, m_status, &ConsoleStatusBar::showConnected);
    m_status->showConnected();
}

void MainWindow::onFeed(const Changes &changes)
{
    m_news.events.insert(m_news.events.end(), changes.events.begin(), changes.events.end());
    m_news.head = changes.head;
    if (!m_telling.isActive())
        m_telling.start();
}

void MainWindow::tellChanges()
{
    const Changes news = std::exchange(m_news, {});
    if (std::ranges::any_of(
            news.events, [](const Event &event) { return event.kind == EventKind::ClockAdvanced; }))
        readInfo();
    m_context.notifyChanged(news);
    refresh();
}

void MainWindow::readInfo()
{
    m_context.runner().run<StoreInfo>(
        this, QStringLiteral("info"), [](LockboxService &service) { return service.info(); },
        [this](Result<StoreInfo> info) {
            if (info)
                m_context.setInfo(*info);
        });
}

void MainWindow::readPersonas()
{
    m_context.runner().run<std::vector<User>>(
        this, QStringLiteral("personas"),
        [](LockboxService &service) { return service.personas(); },
        [this](Result<std::vector<User>> personas) {
            if (personas)
                m_title->account().setPersonas(*personas, m_leadingPersonas);
        });
}

} // namespace lockbox::ui
