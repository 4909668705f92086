#include "core/service/noticemail.h"

#include "core/audit/canonicaljson.h"
#include "core/mail/defang.h"
#include "core/mail/phrase.h"

#include <QJsonDocument>

namespace lockbox {

Mailbox senderOf(const Tenant &tenant, const QString &address)
{
    return {.name = defangedLine(QStringLiteral("Customer Lockbox of %1").arg(tenant.name)),
            .address = address};
}

QString phraseWithoutRequest(const NotificationRow &settings, const OutboxRow &row)
{
    return verificationPhrase(settings.phraseKey, row.delivery.messageId);
}

static QString phraseOf(const NotificationRow &settings, const Notice &notice, const OutboxRow &row)
{
    return notice.request ? requestPhrase(settings.phraseKey, notice.tenant.id, notice.request->id)
                          : phraseWithoutRequest(settings, row);
}

Result<NoticeMail> mailOf(OutboxStore &outbox, qint64 tenant, const NotificationRow &settings,
                          const OutboxRow &row)
{
    const auto body = outbox.noticeBody(tenant, row.noticeKey);
    if (!body)
        return failure(body);
    const auto notice = noticeFromJson(parseJson(*body).object());
    if (!notice)
        return failure(ErrorCode::StoreDamaged, QStringLiteral("notice %1 can't be read: %2")
                                                    .arg(row.noticeKey)
                                                    .arg(notice.error().message));
    QString thread;
    if (row.requestKey) {
        const auto root = outbox.threadRoot(row.requestKey, row.delivery.recipient);
        if (!root)
            return failure(root);
        thread = *root;
    }
    NoticeMail mail;
    mail.phrase = phraseOf(settings, *notice, row);
    mail.text = compose(*notice, mail.phrase);
    mail.message = {
        .from =
            senderOf(notice->tenant, row.sender.isEmpty() ? settings.settings.sender : row.sender),
        .to = {.name = defangedLine(row.delivery.recipientName), .address = row.delivery.address},
        .subject = mail.text.subject,
        .text = mail.text.text,
        .html = mail.text.html,
        .messageId = row.delivery.messageId,
        .threadId = thread,
        .date = notice->at,
        .isImportant =
            notice->kind == NoticeKind::RequestPending || notice->kind == NoticeKind::Reminder};
    return mail;
}

static SmtpServer::Security securityOf(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls: return SmtpServer::Security::StartTls;
    case MailSecurity::Tls: return SmtpServer::Security::Tls;
    case MailSecurity::None: break;
    }
    return SmtpServer::Security::None;
}

static bool isLoopback(const QString &host)
{
    return host == QStringLiteral("localhost") || host == QStringLiteral("::1")
           || host.startsWith(QStringLiteral("127."));
}

Result<SmtpServer> serverOf(const NotificationSettings &settings, const LocalOptions &options)
{
    if (const QString why = settings.incompleteReason(); !why.isEmpty())
        return failure(ErrorCode::WrongState, why);
    SmtpServer server{.host = settings.host,
                      .port = settings.port,
                      .security = securityOf(settings.security),
                      .user = settings.account,
                      .caFile = options.mailCaFile};
    if (settings.account.isEmpty())
        return server;
    if (settings.security == MailSecurity::None && !isLoopback(settings.host))
        return failure(ErrorCode::WrongState,
                       QStringLiteral("the password of %1 is not sent to %2 without TLS: everybody "
                                      "on the way could read it")
                           .arg(settings.account, settings.host));
    if (!options.mailPassword)
        return failure(
            ErrorCode::NotFound,
            QStringLiteral("there is no password for the mail account %1").arg(settings.account));
    const auto password = options.mailPassword(settings);
    if (!password)
        return failure(password);
    server.password = *password;
    return server;
}

} // namespace lockbox
