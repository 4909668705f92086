#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QtTest>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <vector>

namespace lockbox::samples {

/// Plays the desktop's service for notices, on a connection of its own.
class NoticeService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Notice {
        QString program;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };

    explicit NoticeService(const QString &connection = QStringLiteral("notices"))
        : m_name(connection),
          m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, connection))
    {}
    ~NoticeService() override
    {
        stop();
        QDBusConnection::disconnectFromBus(m_name);
    }

    bool start()
    {
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                                    QDBusConnection::ExportAllSlots
                                        | QDBusConnection::ExportAllSignals)
               && m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    void stop()
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    }

    QStringList capabilities{QStringLiteral("body"), QStringLiteral("body-markup"),
                             QStringLiteral("actions")};
    QList<Notice> notices;
    QList<uint> closed;
    uint last = 40;

public slots: // NOLINT: names are the specification's
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &program, uint replaces, const QString &, const QString &title,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int)
    {
        notices.append({program, replaces, title, body, actions, hints});
        return ++last;
    }
    void CloseNotification(uint number)
    {
        closed.append(number);
        emit NotificationClosed(number, 3);
    }

signals:
    void NotificationClosed(uint number, uint reason);
    void ActionInvoked(uint number, const QString &action);
    void ActivationToken(uint number, const QString &token);

private:
    QString m_name;
    QDBusConnection m_bus;
};

/// Waits until the desktop has answered all that this thread asked of it; true where it has.
inline bool isBusSettled()
{
    const auto call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("GetCapabilities"));
    const QDBusPendingCall answer = QDBusConnection::sessionBus().asyncCall(call);
    const bool isAnswered = QTest::qWaitFor([&answer] { return answer.isFinished(); });
    QCoreApplication::processEvents();
    return isAnswered;
}

/// Starts this program again on a session bus of its own, unless it runs on one. To be called first in main().
inline void runOnOwnBus(char **arguments)
{
    constexpr const char *mark = "LOCKBOX_TEST_BUS";
    if (std::getenv(mark))
        return;
    setenv(mark, "1", 1);
    std::vector<char *> line;
    for (const char *word :
         {"dbus-run-session", "--config-file=" LOCKBOX_SOURCE_DIR "/tests/ui/shell/desktopbus.conf",
          "--"})
        line.push_back(const_cast<char *>(word));
    for (; *arguments; ++arguments)
        line.push_back(*arguments);
    line.push_back(nullptr);
    execvp(line.front(), line.data());
    std::perror("dbus-run-session (tests/packages.txt lists what the tests need)");
    std::exit(1);
}

} // namespace lockbox::samples
