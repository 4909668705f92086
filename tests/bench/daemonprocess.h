#pragma once

#include "core/remote/remotesignin.h"

#include <QProcess>
#include <QTemporaryDir>

namespace lockbox::bench {

/// The real `lockboxd` over TLS on loopback, in a process of its own. Any failure ends the program.
class DaemonProcess
{
public:
    DaemonProcess();
    ~DaemonProcess();
    DaemonProcess(const DaemonProcess &) = delete;
    DaemonProcess &operator=(const DaemonProcess &) = delete;

    /// "store.path"; before serve().
    void set(const char *setting, const QString &value);
    void serve();

    int port() const { return m_port; }
    qint64 processId() const { return m_process.processId(); }
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    RemoteOptions remote(const QByteArray &token = {}) const;
    /// Signs in with a one-time code, which sets the password.
    QByteArray enter(const QString &user);
    static QByteArray password() { return "correct horse battery"; }
    /// The number of a metric; -1 where there is none.
    double metric(const QByteArray &name) const;

private:
    QByteArray run(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_process;
    int m_port = 0;
};

/// What a process has in memory, in MiB (VmRSS).
double residentMemory(qint64 processId);
/// As many open files as this user may have, for this process and those it starts.
void raiseFileLimit();
/// A port that nobody listens on just now.
int freePort();

} // namespace lockbox::bench
