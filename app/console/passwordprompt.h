#pragma once

#include <QObject>

#include <atomic>
#include <optional>

namespace lockbox::ui {

/// Lets threads that wait for a service ask the person at the screen for the password. Lives in the UI thread, and outlives who asks.
class PasswordPrompt : public QObject
{
    Q_OBJECT

public:
    PasswordPrompt(QString service, QString userName, QObject *parent = nullptr);

    /// From any thread but the UI's, which shows the question. Nothing where it is cancelled, or the console ends.
    std::optional<QByteArray> ask(const QString &why);
    /// Whoever waits gets no answer any more.
    void close() { m_isClosing = true; }
    void reopen() { m_isClosing = false; }

private:
    std::optional<QByteArray> show(const QString &why);

    QString m_service;
    QString m_userName;
    std::atomic<bool> m_isClosing = false;
};

} // namespace lockbox::ui
