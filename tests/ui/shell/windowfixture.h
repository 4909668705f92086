#pragma once

#include "shellsamples.h"

#include "tests/support/fakelockbox.h"
#include "ui/shell/accountbutton.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <mutex>

namespace lockbox::samples {

using namespace std::chrono_literals;

/// A demo store as far as the window sees it: accounts, a clock that moves, and news that a test writes.
class Store
{
public:
    Result<Changes> changes(qint64 after, std::chrono::milliseconds wait,
                            const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        followers += after < 0 ? 0 : 1;
        // A locked store lets nobody go who waits for the lock.
        m_wakeUp.wait(lock, [&] { return after < 0 || !m_isLocked; });
        if (after >= 0)
            m_wakeUp.wait_for(lock, stop, wait, [&] { return m_head > after; });
        Changes answer{.events = {}, .head = m_head};
        for (qint64 seq = after + 1; after >= 0 && seq <= m_head; ++seq)
            answer.events.push_back(Event{.seq = seq, .kind = m_kind});
        return answer;
    }

    void write(EventKind what)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_kind = what;
            ++m_head;
        }
        m_wakeUp.notify_all();
    }

    void setLocked(bool locked)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isLocked = locked;
        }
        m_wakeUp.notify_all();
    }

    /// Without an event, as a reader finds it who was not told.
    void setRoles(const QString &userPrincipalName, const RoleSet &roles)
    {
        const std::lock_guard lock(m_mutex);
        for (User &user : m_users) {
            if (user.userPrincipalName == userPrincipalName)
                user.roles = roles;
        }
    }

    std::vector<User> users()
    {
        const std::lock_guard lock(m_mutex);
        return m_users;
    }

    Result<User> account(const Session &session)
    {
        for (const User &user : users()) {
            if (user.userPrincipalName == session.userPrincipalName)
                return user;
        }
        return failure(ErrorCode::NotFound, QStringLiteral("there is no such user"));
    }

    bool isFollowed() { return followers > 0; }

    StoreInfo info()
    {
        const std::lock_guard lock(m_mutex);
        return {.tenant = {.id = {},
                           .name = QStringLiteral("Contoso"),
                           .domain = QStringLiteral("contoso.com"),
                           .provider = QStringLiteral("Microsoft")},
                .demo = true,
                .location = QStringLiteral("/tmp/demo.lockbox"),
                .clockOffset = m_offset};
    }

    Result<Timestamp> advance(std::chrono::seconds by)
    {
        write(EventKind::ClockAdvanced);
        const std::lock_guard lock(m_mutex);
        m_offset += by;
        moves.append(by.count());
        return Timestamp(m_offset);
    }

    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onInfo = [this]() -> Result<StoreInfo> { return info(); };
            door->onNow = []() -> Result<Timestamp> { return Timestamp(1000ms); };
            door->onNextDeadline = [this](const Session &) -> Result<std::optional<Timestamp>> {
                return deadline;
            };
            door->onAdvanceClock = [this](const Session &, std::chrono::seconds by) {
                return advance(by);
            };
            door->onAccount = [this](const Session &session) { return account(session); };
            door->onPersonas = [this]() -> Result<std::vector<User>> { return users(); };
            door->onChanges = [this](const Session &, qint64 after, std::chrono::milliseconds wait,
                                     const std::stop_token &stop) {
                return changes(after, wait, stop);
            };
            return door;
        };
    }

    std::atomic<int> followers = 0; ///< Calls that waited for news.
    std::optional<Timestamp> deadline;
    QList<qint64> moves;

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wakeUp;
    qint64 m_head = 3;
    bool m_isLocked = false;
    EventKind m_kind = EventKind::SettingChanged;
    std::chrono::milliseconds m_offset{0};
    std::vector<User> m_users{administrator(), engineer()};
};

inline std::vector<ui::PageFactory> windowPages()
{
    const auto make = [](const QString &id) {
        return [id](ui::ConsoleContext &) -> ui::Blade * { return new SampleBlade(id); };
    };
    return {{.id = QStringLiteral("home"),
             .title = QStringLiteral("Home"),
             .icon = QStringLiteral("home"),
             .make = make(QStringLiteral("home"))},
            {.id = QStringLiteral("requests"),
             .title = QStringLiteral("Customer Lockbox Requests"),
             .group = QStringLiteral("Support"),
             .groupIcon = QStringLiteral("support"),
             .icon = QStringLiteral("support"),
             .side = Side::Customer,
             .needsOneOf = {rules::Operation::ReadRequests},
             .takesSearch = true,
             .make = make(QStringLiteral("requests"))},
            {.id = QStringLiteral("desk"),
             .title = QStringLiteral("Provider desk"),
             .icon = QStringLiteral("desk"),
             .side = Side::Provider,
             .make = make(QStringLiteral("desk"))}};
}

/// The window on such a store, with an administrator signed in.
struct WindowFixture {
    explicit WindowFixture(std::vector<ui::PageFactory> pages = windowPages())
    {
        context.setInfo(store.info());
        context.setAccount(administrator());
        window = std::make_unique<ui::MainWindow>(context, std::move(pages));
        window->resize(1300, 700);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    ~WindowFixture() { store.setLocked(false); }

    template<typename T = QWidget>
    T *find(const char *name) const
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    SampleBlade *page(const char *id) const { return dynamic_cast<SampleBlade *>(find(id)); }
    SampleBlade *openBlade(const QString &name) const
    {
        auto *blade = new SampleBlade(name);
        emit page("home")->openRequested(blade);
        return blade;
    }
    QAction *persona(const QString &userPrincipalName) const
    {
        return find<ui::AccountButton>("accountButton")
            ->menu()
            ->findChild<QAction *>(QStringLiteral("persona.") + userPrincipalName);
    }

    Store store;
    ui::ConsoleContext context{store.factory()};
    std::unique_ptr<ui::MainWindow> window;
};

/// Keeps a test's settings out of the person's own, and each test's out of the next.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace lockbox::samples
