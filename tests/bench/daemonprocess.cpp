#include "tests/bench/daemonprocess.h"

#include "tests/bench/measuring.h"
#include "tests/support/certificates.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <arpa/inet.h>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace lockbox::bench {

using namespace std::chrono_literals;

int freePort()
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

void raiseFileLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

double residentMemory(qint64 processId)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(processId));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

static QString program()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/lockboxd");
}

DaemonProcess::DaemonProcess() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : m_environment.keys()) {
        if (name.startsWith(QStringLiteral("LOCKBOX")))
            m_environment.remove(name);
    }
    test::makeCertificates(m_folder.path(), QStringLiteral("localhost"));
    m_port = freePort();
    set("listen.port", QString::number(m_port));
    set("listen.certificate", file("cert.pem"));
    set("listen.key", file("key.pem"));
    set("listen.connections_of_address", QStringLiteral("10000"));
    set("listen.patience", QStringLiteral("600s"));
    set("sign_in.tries_of_address", QStringLiteral("1000"));
    for (const char *limit :
         {"limits.requests_per_minute_of_account", "limits.requests_per_minute_of_address"})
        set(limit, QStringLiteral("0")); // none
    set("service.send_mail", QStringLiteral("false"));
    // The least that a hash may cost: passwords are not what is measured.
    set("password.passes", QStringLiteral("1"));
    set("password.memory_mib", QStringLiteral("8"));
}

DaemonProcess::~DaemonProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM);
    if (!m_process.waitForFinished(30'000))
        m_process.kill();
}

void DaemonProcess::set(const char *setting, const QString &value)
{
    QString name = QStringLiteral("LOCKBOXD_") + QString::fromLatin1(setting).toUpper();
    name.replace(QLatin1Char('.'), QLatin1Char('_'));
    m_environment.insert(name, value);
}

void DaemonProcess::serve()
{
    m_process.setProcessEnvironment(m_environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(file("log.txt"));
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.start(program(), {QStringLiteral("serve")});
    HttpClient client(remote());
    for (int tries = 0; tries < 600; ++tries) {
        const auto answer = client.ask({.path = QStringLiteral("/healthz")});
        if (answer && answer->status == 200)
            return;
        if (m_process.waitForFinished(100))
            break;
    }
    QFile log(file("log.txt"));
    const bool isOpen = log.open(QIODevice::ReadOnly);
    qFatal("lockboxd does not serve: %s", isOpen ? log.readAll().constData() : "");
}

RemoteOptions DaemonProcess::remote(const QByteArray &token) const
{
    return {.url = QUrl(QStringLiteral("https://localhost:%1").arg(m_port)),
            .caFile = file("ca.pem"),
            .token = token};
}

QByteArray DaemonProcess::run(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program(), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("lockboxd %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QByteArray DaemonProcess::enter(const QString &user)
{
    static const QRegularExpression form(QStringLiteral("\\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\\b"));
    const QString said = QString::fromUtf8(run({QStringLiteral("invite"), user}));
    return need(redeemCode(remote(), form.match(said).captured(), password())).token;
}

double DaemonProcess::metric(const QByteArray &name) const
{
    const auto answer = need(HttpClient(remote()).ask({.path = QStringLiteral("/metrics")}));
    for (const QByteArray &line : answer.body.split('\n')) {
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).toDouble();
    }
    return -1;
}

} // namespace lockbox::bench
