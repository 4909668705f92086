#include "tests/core/store/postgresserver.h"

#include "core/store/postgresschema.h"
#include "tests/core/store/storefixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <csignal>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockbox::test {

static const QString templateName = QStringLiteral("lockbox_template");

/// Debian keeps the server's programs out of the way, in a folder for each version.
static QString serverProgram(const QString &name)
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList folders;
    for (const QString &version : versions.entryList({QStringLiteral("1*")}, QDir::Dirs))
        folders.prepend(versions.filePath(version + QStringLiteral("/bin")));
    QString found = QStandardPaths::findExecutable(name, folders);
    if (found.isEmpty())
        found = QStandardPaths::findExecutable(name);
    if (found.isEmpty())
        qFatal("%s is not installed: see tests/packages.txt", qPrintable(name));
    return found;
}

/// A port that nobody listens on just now.
static int freePort()
{
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    if (::bind(probe, plain, size) != 0 || ::getsockname(probe, plain, &size) != 0)
        qFatal("no port is free");
    ::close(probe);
    return ntohs(address.sin_port);
}

PostgresServer &PostgresServer::instance()
{
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer()
{
    makeCluster();
    m_port = freePort();
    start();
    makeTemplate();
}

PostgresServer::~PostgresServer()
{
    stop();
}

void PostgresServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_process.processId()), SIGINT); // ends the connections as well
    m_process.waitForFinished();
}

/// The server does not run as root. It ends with the test program, however that ends.
QStringList PostgresServer::asPlainUser(const QString &program, const QStringList &arguments) const
{
    QStringList command{QStringLiteral("--pdeathsig"), QStringLiteral("INT")};
    if (::geteuid() == 0)
        command << QStringLiteral("--reuid") << QStringLiteral("postgres")
                << QStringLiteral("--regid") << QStringLiteral("postgres")
                << QStringLiteral("--clear-groups");
    return command << serverProgram(program) << arguments;
}

void PostgresServer::makeCluster()
{
    if (::geteuid() == 0) {
        const passwd *user = ::getpwnam("postgres");
        if (!user || ::chown(m_folder.path().toUtf8().constData(), user->pw_uid, user->pw_gid) != 0)
            qFatal("there is no user postgres");
    }
    QProcess initdb;
    initdb.setWorkingDirectory(m_folder.path());
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.start(QStringLiteral("setpriv"),
                 asPlainUser(QStringLiteral("initdb"),
                             {QStringLiteral("--pgdata"), m_folder.filePath(QStringLiteral("data")),
                              QStringLiteral("--auth=trust"), QStringLiteral("--username=postgres"),
                              QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C.UTF-8"),
                              QStringLiteral("--no-sync")}));
    if (!initdb.waitForFinished(60'000) || initdb.exitCode() != 0)
        qFatal("initdb: %s", initdb.readAll().constData());
}

void PostgresServer::start()
{
    if (m_process.state() != QProcess::NotRunning)
        return;
    QStringList arguments{QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data"))};
    for (const QString &setting :
         {QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("port=%1").arg(m_port),
          QStringLiteral("unix_socket_directories=") + m_folder.path(), QStringLiteral("fsync=off"),
          QStringLiteral("full_page_writes=off"), QStringLiteral("shared_buffers=32MB"),
          QStringLiteral("autovacuum=off"), QStringLiteral("max_connections=40")})
        arguments << QStringLiteral("-c") << setting;
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(QStringLiteral("setpriv"), asPlainUser(QStringLiteral("postgres"), arguments));
    QByteArray said;
    while (!said.contains("ready to accept connections")) {
        if (!m_process.waitForReadyRead(60'000))
            qFatal("the server did not start: %s", said.constData());
        said += m_process.readAll();
    }
    // What it says later is of no interest, and must not stop it when nobody reads.
    m_process.closeReadChannel(QProcess::StandardOutput);
}

void PostgresServer::makeTemplate()
{
    const QString first = QStringLiteral("postgres");
    run(first, QStringLiteral("CREATE ROLE owner LOGIN CREATEROLE"));
    run(first, QStringLiteral("CREATE DATABASE %1 OWNER owner").arg(templateName));
    need(createPostgresSchema(*need(PostgresDatabase::open(
        {.url = url(templateName, QStringLiteral("owner")), .tenant = {}}))));
    run(first, QStringLiteral("CREATE ROLE service LOGIN IN ROLE lockbox_service"));
}

QString PostgresServer::newDatabase()
{
    const QString name = QStringLiteral("store%1").arg(++m_databases);
    run(QStringLiteral("postgres"),
        QStringLiteral("CREATE DATABASE %1 TEMPLATE %2 OWNER owner").arg(name, templateName));
    return name;
}

QString PostgresServer::newEmptyDatabase()
{
    const QString name = QStringLiteral("empty%1").arg(++m_databases);
    run(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE %1 OWNER owner").arg(name));
    return name;
}

QString PostgresServer::url(const QString &database, const QString &user) const
{
    return QStringLiteral("postgresql://%1@127.0.0.1:%2/%3").arg(user).arg(m_port).arg(database);
}

void PostgresServer::run(const QString &database, const QString &sql)
{
    need(need(PostgresDatabase::open({.url = url(database), .tenant = {}}))->run(sql));
}

} // namespace lockbox::test
