#pragma once

#include "core/remote/remotesignin.h"
#include "tests/app/support/lockboxprogram.h"
#include "tests/app/support/stocktenant.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace lockbox::test {

/// The real `lockboxd` on a store in a temporary folder, told by its environment where everything is. Ends with this object.
class Lockboxd
{
public:
    Lockboxd();
    ~Lockboxd();
    Lockboxd(const Lockboxd &) = delete;
    Lockboxd &operator=(const Lockboxd &) = delete;

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QString store() const { return path("lockbox.store"); }
    /// The log's key and pins, as the program is told.
    LocalOptions options() const { return besideStore(store()); }
    /// "listen.port"; an empty value: it is not told.
    void set(const char *setting, const QString &value);
    /// A certificate for `name`, and the program is told of it. See makeCertificates().
    void useTls(const QString &name = QStringLiteral("localhost"), int days = 2);
    /// On a server instead of in a file.
    void usePostgres(const QString &url);
    /// The tenant of StockTenant, made as whoever has the file makes it.
    void makeStore();

    /// A command other than `serve`, from its start to its end.
    Outcome run(const QStringList &arguments) const;
    /// The one-time code that `init` or `invite` printed; empty where there is none.
    static QString codeIn(const Outcome &outcome);
    QString invite(const QString &user) const;

    /// A request that waits for the customer, by whoever has the file.
    AccessRequest filePending() const;

    /// `serve`, until it listens; false, with the log as a warning, where it does not.
    bool serve();
    int port() const { return m_port; }
    /// How its client is told of it.
    RemoteOptions remote(const QByteArray &token = {}) const;
    static QByteArray password() { return "correct horse battery"; }
    /// With a code of its own, which sets the password.
    RemoteSignIn enter(const QString &user) const;
    std::unique_ptr<LockboxService> doorOf(const QString &user) const;
    HttpAnswer get(const char *path) const;
    /// The number of a metric; -1 where there is none.
    double metric(const QByteArray &name) const;
    void signal(int number) const;
    /// Sends the signal, and waits for the end; its exit code, -1 for a crash or where it goes on for longer than that.
    int end(int number, std::chrono::milliseconds patience);
    /// All that it has said on standard error, and of its former runs.
    QByteArray log() const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_process;
    bool m_hasTls = false;
    int m_port = 0;
};

} // namespace lockbox::test
