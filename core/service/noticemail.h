#pragma once

#include "core/mail/compose.h"
#include "core/mail/message.h"
#include "core/mail/smtp.h"
#include "core/service/locallockbox.h"
#include "core/store/notificationstore.h"
#include "core/store/outboxstore.h"

namespace lockbox {

/// A notice as a mail to one recipient.
struct NoticeMail {
    MailMessage message;
    NoticeText text;
    QString phrase;
};

/// From whom mails come: a name that holds nothing that could be made a link of.
Mailbox senderOf(const Tenant &tenant, const QString &address);

/// The mail of a row of the outbox as it was sent, or as it would be sent now; inside a transaction.
Result<NoticeMail> mailOf(OutboxStore &outbox, qint64 tenant, const NotificationRow &settings,
                          const OutboxRow &row);

/// The verification phrase of a notice that is about no request.
QString phraseWithoutRequest(const NotificationRow &settings, const OutboxRow &row);

/// Where the settings say that mails go out, with the password. Refused where something is missing.
Result<SmtpServer> serverOf(const NotificationSettings &settings, const LocalOptions &options);

} // namespace lockbox
