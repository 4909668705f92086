#pragma once

#include "app/console/consoleapp.h"
#include "app/console/startwindow.h"
#include "tests/core/store/storefixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

namespace lockbox::test {

/// A home of its own, where nothing is remembered, and stores in it.
class StartScreenFixture
{
public:
    StartScreenFixture()
    {
        qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
        QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        ui::Theme::instance().apply(ui::ThemeMode::Light);
    }

    void clean()
    {
        QSettings().clear();
        m_stores = std::make_unique<QTemporaryDir>();
    }
    QString file(const QString &name) const { return m_stores->filePath(name); }

    /// A store whose only account is remembered.
    QString makeStore(const QString &tenant) const
    {
        const QString administrator = QStringLiteral("amara@contoso.onmicrosoft.com");
        const QString path = file(tenant + QStringLiteral(".lockbox"));
        need(createLocalStore(path, {.tenant = {.id = TenantId(QUuid::createUuid()),
                                                .name = tenant,
                                                .domain = QStringLiteral("contoso.com"),
                                                .provider = QStringLiteral("Microsoft")},
                                     .users = {{.userPrincipalName = administrator,
                                                .displayName = QStringLiteral("Amara Okafor"),
                                                .roles = {Role::GlobalAdministrator}}}}));
        QSettings().setValue(ui::accountKeyOf(path), administrator);
        return path;
    }

    static std::unique_ptr<ui::ConsoleApp> startScreen()
    {
        auto app = std::make_unique<ui::ConsoleApp>(ui::ConsoleOptions{.theme = {}});
        app->start();
        return app;
    }

private:
    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_stores;
};

template<typename T = QWidget>
T *part(const ui::ConsoleApp &app, const char *name)
{
    return app.startScreen()->findChild<T *>(QString::fromLatin1(name));
}

/// What the start screen's bar says; empty where it is not there.
inline QString problem(const ui::ConsoleApp &app)
{
    auto *bar = part(app, "startProblem");
    return bar->isVisible() ? bar->findChild<QLabel *>(QStringLiteral("messageText"))->text()
                            : QString();
}

/// Types the address and presses Enter.
inline void connectTo(const ui::ConsoleApp &app, const QString &url)
{
    auto *address = part<QLineEdit>(app, "serverAddress");
    address->setFocus();
    address->selectAll();
    QTest::keyClicks(address, url);
    QTest::keyClick(address, Qt::Key_Return);
}

inline void remember(const QString &path, const QString &name, qint64 at)
{
    ui::RecentStores::remember({.location = path,
                                .kind = ui::kindOf(path),
                                .name = name,
                                .lastOpened = Timestamp(std::chrono::milliseconds(at))});
}

} // namespace lockbox::test
