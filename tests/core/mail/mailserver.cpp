#include "tests/core/mail/mailserver.h"

#include "tests/support/certificates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace lockbox::test {

using namespace std::chrono_literals;

static const QString python = QStringLiteral("/usr/bin/python3");

static QString script(const QString &name)
{
    return QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/mail/servers/") + name;
}

MailServer::MailServer(const QString &name, const QStringList &arguments, const QString &host,
                       int days)
{
    QStringList all{script(name)};
    if (name == QLatin1String("smtpd.py"))
        all.append(m_folder.path());
    if (arguments.contains(QStringLiteral("--starttls"))
        || arguments.contains(QStringLiteral("--tls")))
        makeCertificates(m_folder.path(), host, days);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A file takes everything, also while nobody reads; a pipe would have the server wait.
    m_output.setFileName(m_folder.filePath(QStringLiteral("taken.txt")));
    m_process.setStandardOutputFile(m_output.fileName());
    m_process.start(python, all + arguments);
    if (!m_process.waitForStarted())
        qFatal("the mail server does not start");
    const QByteArray port = nextLine(20s);
    if (port.isEmpty())
        qFatal("the mail server does not start");
    m_port = port.trimmed().toInt();
}

/// Empty where none comes in time.
QByteArray MailServer::nextLine(std::chrono::milliseconds patience)
{
    const auto isWhole = [&] {
        if (!m_output.isOpen() && !m_output.open(QIODevice::ReadOnly))
            return false;
        if (!m_line.endsWith('\n'))
            m_line += m_output.readLine();
        return m_line.endsWith('\n');
    };
    if (!QTest::qWaitFor(isWhole, int(patience.count())))
        return {};
    return std::exchange(m_line, {});
}

MailServer::~MailServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished();
}

QJsonObject MailServer::taken()
{
    return QJsonDocument::fromJson(nextLine(10s)).object();
}

bool MailServer::tookNothingMore()
{
    const QByteArray line = nextLine(200ms);
    if (line.isEmpty())
        return true;
    m_line = line; // it is still to be taken
    return false;
}

SmtpServer MailServer::address(SmtpServer::Security security) const
{
    return {.host = QStringLiteral("localhost"),
            .port = m_port,
            .security = security,
            .caFile = caFile(),
            .connectTimeout = 5s,
            .totalTimeout = 10s};
}

QList<QStringList> linksIn(const QStringList &texts)
{
    QProcess linkify;
    linkify.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    linkify.start(python, {script(QStringLiteral("linkify.py"))});
    linkify.write(QJsonDocument(QJsonArray::fromStringList(texts)).toJson());
    linkify.closeWriteChannel();
    if (!linkify.waitForFinished(60000) || linkify.exitCode() != 0)
        qFatal("linkify.py failed");
    QList<QStringList> all;
    for (const QJsonValue &found : QJsonDocument::fromJson(linkify.readAllStandardOutput()).array())
        all.append(found.toVariant().toStringList());
    return all;
}

QString header(const QJsonObject &taken, const char *name)
{
    for (const QJsonValue &field : taken.value(QStringLiteral("headers")).toArray()) {
        if (field[0].toString().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return field[1].toString();
    }
    return {};
}

} // namespace lockbox::test
