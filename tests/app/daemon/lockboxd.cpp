#include "tests/app/daemon/lockboxd.h"

#include "core/remote/remotelockbox.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/certificates.h"
#include "tests/support/exchanges.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

namespace lockbox::test {

static QString program()
{
    return QStringLiteral(LOCKBOX_BIN_DIR "/lockboxd");
}

Lockboxd::Lockboxd() : m_environment(LockboxProgram::cleanEnvironment())
{
    for (const QString &name : m_environment.keys()) {
        if (name.startsWith(QStringLiteral("LOCKBOX")))
            m_environment.remove(name);
    }
    set("store.path", store());
    set("store.log_folder", options().logFolder);
    set("listen.port", QStringLiteral("0"));
    // The least that a hash may cost: tests sign in often.
    set("password.passes", QStringLiteral("1"));
    set("password.memory_mib", QStringLiteral("8"));
    m_process.setStandardErrorFile(path("log.txt"), QIODevice::Append);
    m_process.setStandardOutputFile(QProcess::nullDevice());
}

Lockboxd::~Lockboxd()
{
    end(SIGKILL, std::chrono::seconds(30));
}

void Lockboxd::set(const char *setting, const QString &value)
{
    QString name = QStringLiteral("LOCKBOXD_") + QString::fromLatin1(setting).toUpper();
    name.replace(QLatin1Char('.'), QLatin1Char('_'));
    if (value.isEmpty())
        m_environment.remove(name);
    else
        m_environment.insert(name, value);
}

void Lockboxd::useTls(const QString &name, int days)
{
    makeCertificates(m_folder.path(), name, days);
    set("listen.certificate", path("cert.pem"));
    set("listen.key", path("key.pem"));
    m_hasTls = true;
}

void Lockboxd::usePostgres(const QString &url)
{
    set("store.path", {});
    set("store.postgres", url);
}

void Lockboxd::makeStore()
{
    need(createLocalStore(store(), StockTenant::seed(), options()));
}

Outcome Lockboxd::run(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program(), arguments);
    Outcome outcome;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

QString Lockboxd::codeIn(const Outcome &outcome)
{
    static const QRegularExpression form(QStringLiteral("\\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\\b"));
    return form.match(outcome.text()).captured();
}

QString Lockboxd::invite(const QString &user) const
{
    return codeIn(run({QStringLiteral("invite"), user}));
}

AccessRequest Lockboxd::filePending() const
{
    const auto door = need(openLocalStore(store(), options()));
    const auto ids = need(test::filePending(*door, 1));
    return need(door->request({StockTenant::manager()}, ids.front().toString())).request;
}

bool Lockboxd::serve()
{
    static const QRegularExpression listening(
        QStringLiteral(" listening .*\\bport=([0-9]+)\\n|\"message\":\"listening\",\"port\":"
                       "([0-9]+)"));
    const auto before = log().size();
    m_process.setProcessEnvironment(m_environment);
    m_process.start(program(), {QStringLiteral("serve")});
    const auto isSaid = [&] {
        const auto match = listening.match(QString::fromUtf8(log().mid(before)));
        m_port = (match.captured(1) + match.captured(2)).toInt();
        return m_port > 0 || m_process.state() == QProcess::NotRunning;
    };
    if (QTest::qWaitFor(isSaid, 60'000) && m_port > 0)
        return true;
    qWarning("lockboxd does not listen: %s", log().mid(before).constData());
    return false;
}

RemoteOptions Lockboxd::remote(const QByteArray &token) const
{
    // With TLS by the name in the certificate, not by the address.
    return {.url = QUrl(m_hasTls ? QStringLiteral("https://localhost:%1").arg(m_port)
                                 : QStringLiteral("http://127.0.0.1:%1").arg(m_port)),
            .caFile = m_hasTls ? path("ca.pem") : QString(),
            .token = token,
            .observe = exchangeRecorder()};
}

RemoteSignIn Lockboxd::enter(const QString &user) const
{
    return need(redeemCode(remote(), invite(user), password()));
}

std::unique_ptr<LockboxService> Lockboxd::doorOf(const QString &user) const
{
    return need(openRemoteStore(remote(enter(user).token)));
}

HttpAnswer Lockboxd::get(const char *path) const
{
    return need(HttpClient(remote()).ask({.path = QString::fromLatin1(path)}));
}

double Lockboxd::metric(const QByteArray &name) const
{
    for (const QByteArray &line : get("/metrics").body.split('\n')) {
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).toDouble();
    }
    return -1;
}

void Lockboxd::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

int Lockboxd::end(int number, std::chrono::milliseconds patience)
{
    if (m_process.state() == QProcess::NotRunning)
        return -1;
    ::kill(static_cast<pid_t>(m_process.processId()), number);
    const bool ended = m_process.waitForFinished(int(patience.count()));
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray Lockboxd::log() const
{
    QFile file(path("log.txt"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace lockbox::test
