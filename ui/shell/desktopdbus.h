#pragma once

#include "ui/shell/desktopnotifier.h"

#include <QDBusConnection>

#include <map>
#include <memory>
#include <optional>

namespace lockbox::ui {

/// Notices by the desktop's own service, as specified by freedesktop.org (org.freedesktop.Notifications).
class DBusNotifier : public DesktopNotifier
{
    Q_OBJECT

public:
    explicit DBusNotifier(const QDBusConnection &bus, QObject *parent = nullptr);
    ~DBusNotifier() override;

    /// Whether somebody on this bus shows notices, or would be started for it.
    static bool isThere(const QDBusConnection &bus);

    void notify(const QString &id, const QString &title, const QString &body) override;
    void close(const QString &id) override;

private slots:
    void onActionInvoked(uint number, const QString &action);
    void onActivationToken(uint number, const QString &token);
    void onClosed(uint number);

private:
    struct Note {
        QString title;
        QString body;
        bool isSent = false;
        bool isWithdrawn = false;
        uint number = 0; ///< By which the service knows it; 0 until it has told.
    };

    void listen();
    void askCapabilities();
    void send(const QString &id, const std::shared_ptr<Note> &note);
    void onNumber(const QString &id, Note &note, uint number);
    void onOwnerChanged(const QString &owner);
    QString idOf(uint number) const;

    QDBusConnection m_bus;
    std::optional<QStringList> m_capabilities; ///< None until the service has answered.
    bool m_isAsking = false;
    std::map<QString, std::shared_ptr<Note>> m_notes;
};

} // namespace lockbox::ui
