#pragma once

#include "core/mail/smtp.h"

#include <QFile>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

/// Mail servers on loopback, and what they took.
namespace lockbox::test {

/// A script of tests/core/mail/servers; ends with this object.
class MailServer
{
public:
    /// Certificates for a server called `name` are made where `arguments` ask for them; with -1 days they ended yesterday.
    MailServer(const QString &script, const QStringList &arguments,
               const QString &name = QStringLiteral("localhost"), int days = 2);
    ~MailServer();

    int port() const { return m_port; }
    /// The authority that signed its certificate.
    QString caFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// The next mail that it took, as smtpd.py tells of it; fails after ten seconds.
    QJsonObject taken();
    /// Without waiting longer than a moment: whether there is none.
    bool tookNothingMore();
    /// How it is reached, with short time-outs.
    SmtpServer address(SmtpServer::Security security = SmtpServer::Security::None) const;

private:
    QByteArray nextLine(std::chrono::milliseconds patience);

    QTemporaryDir m_folder;
    QProcess m_process;
    QFile m_output;
    QByteArray m_line; ///< What was read of the next one.
    int m_port = 0;
};

/// What independent programs would make links of, text by text (servers/linkify.py).
QList<QStringList> linksIn(const QStringList &texts);

/// The value of a header, as the other side reads it; empty where there is none.
QString header(const QJsonObject &taken, const char *name);

} // namespace lockbox::test
