#include "core/mail/received.h"

#include "core/mail/charset.h"
#include "core/mail/headerwords.h"
#include "core/mail/loosemail.h"
#include "core/mail/noticeparts.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

static constexpr qsizetype longestMail = 10'000'000;

using Form = ReceivedMail::Form;

/// Whether the text starts with a block of header fields in which somebody writes to somebody.
static bool startsWithHeaders(const QByteArray &bytes)
{
    bool isMail = false;
    for (const QByteArray &line : bytes.left(100'000).split('\n')) {
        const QByteArray field = line.trimmed();
        if (field.isEmpty())
            return isMail;
        static const QRegularExpression form(QStringLiteral("^[!-9;-~]+:"));
        const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
        if (!isFolded && !form.match(QString::fromLatin1(line)).hasMatch()
            && !line.startsWith("From "))
            return false;
        const QByteArray name = field.left(field.indexOf(':')).toLower();
        isMail = isMail || name == "from" || name == "message-id" || name == "received";
    }
    return isMail;
}

/// Whoever else would read the mail, or the answer, or is told that it was read; and what programs show beside it.
static bool isForeign(const QByteArray &name)
{
    static const QList<QByteArray> names = {"reply-to",
                                            "cc",
                                            "bcc",
                                            "sender",
                                            "mail-reply-to",
                                            "mail-followup-to",
                                            "disposition-notification-to",
                                            "return-receipt-to",
                                            "x-confirm-reading-to",
                                            "apparently-to"};
    return names.contains(name) || name.startsWith("list-") || name.startsWith("resent-");
}

/// RFC 5322 §3.6, RFC 2045: these may be there once.
static bool isSingle(const QByteArray &name)
{
    static const QList<QByteArray> names = {"from",
                                            "sender",
                                            "reply-to",
                                            "to",
                                            "cc",
                                            "bcc",
                                            "subject",
                                            "date",
                                            "message-id",
                                            "sent",
                                            "mime-version",
                                            "content-type",
                                            "in-reply-to",
                                            "references",
                                            "content-transfer-encoding",
                                            "content-disposition"};
    return names.contains(name);
}

/// Whether these are no more than the fields that mail programs show above a text.
static bool isCopied(const MailHead &head)
{
    static const QList<QByteArray> shown = {"from", "to", "subject", "date", "sent", "importance"};
    return std::ranges::all_of(
        head.fields, [&](const MailHead::Field &field) { return shown.contains(field.name); });
}

static Mailbox mailboxOf(const MailHead &head, const QByteArray &field)
{
    const QByteArray value = head.value(field).value_or(QByteArray());
    return headerMailbox(value).value_or(Mailbox{.name = QString::fromUtf8(value)});
}

static void takeHeaders(const MailHead &head, ReceivedMail &mail)
{
    const QByteArray subject = head.value("subject").value_or(QByteArray());
    mail.messageId = QString::fromUtf8(head.value("message-id").value_or(QByteArray()));
    mail.from = mailboxOf(head, "from");
    mail.to = mailboxOf(head, "to");
    // As it stands there it is no subject of a notice: those are encoded where they look encoded.
    mail.subject = headerText(subject).value_or(QString::fromUtf8(subject));
    if (!headerText(subject))
        mail.faults += QStringLiteral("the subject can be read in more than one way");
    mail.date = headerDate(head.value("date").value_or(QByteArray()));
    for (const MailHead::Field &field : head.fields) {
        if (isForeign(field.name) && mail.foreign.size() < 20)
            mail.foreign.append(QString::fromUtf8(field.name + ": " + field.value.left(100)));
    }
    for (const QByteArray &name : head.repeated()) {
        if (isSingle(name))
            mail.repeated.append(QString::fromUtf8(name));
    }
}

/// Characters that end the text, or a line, for some mail programs only.
static void takeLineFaults(const QByteArray &bytes, ReceivedMail &mail)
{
    const qsizetype pairs = bytes.count("\r\n");
    if (bytes.contains('\0'))
        mail.faults += QStringLiteral("a character with the code 0");
    if (mail.form == Form::Message
        && (bytes.count('\r') > pairs || (pairs > 0 && bytes.count('\n') > pairs)))
        mail.faults += QStringLiteral("its lines end in different ways");
}

static void takeText(const QByteArray &bytes, ReceivedMail &mail)
{
    const auto text = decodedText(bytes, "utf-8");
    if (!text)
        mail.faults += QStringLiteral("the text is not in UTF-8");
    mail.text = text.value_or(QString::fromUtf8(bytes));
}

static void takeParts(const MailHead &head, const QByteArray &bytes, ReceivedMail &mail)
{
    const auto parts = noticeParts(head);
    if (parts) {
        mail.text = parts->text;
        mail.html = parts->html;
        return;
    }
    mail.faults += parts.error().message;
    const LooseMail loose = readLoosely(bytes);
    mail.text = loose.text;
    mail.html = loose.html;
    mail.attachments = loose.attachments;
}

static ReceivedMail readMessage(const QByteArray &bytes)
{
    QByteArray lines = QByteArray(bytes).replace("\r\n", "\n");
    // What files of mails begin a mail with.
    if (lines.startsWith("From "))
        lines.remove(0, lines.indexOf('\n') + 1);
    ReceivedMail mail{.form = Form::Message};
    const auto head = splitHead(lines);
    if (head) {
        mail.form = isCopied(*head) ? Form::Copied : Form::Message;
        takeHeaders(*head, mail);
    } else {
        mail.faults += QStringLiteral("its head holds lines that are no fields");
    }
    takeLineFaults(bytes, mail);
    if (mail.form == Form::Copied)
        takeText(head->body, mail);
    else
        takeParts(head.value_or(MailHead()), bytes, mail);
    return mail;
}

Result<ReceivedMail> readMail(const QByteArray &bytes)
{
    const QString field = QStringLiteral("message");
    if (bytes.trimmed().isEmpty())
        return invalid(field, QStringLiteral("the mail is empty"));
    if (bytes.size() > longestMail)
        return invalid(field, QStringLiteral("the mail is longer than any that is sent from here"));
    QByteArray content = bytes;
    if (content.startsWith("\xEF\xBB\xBF"))
        content.remove(0, 3);
    content.remove(0, content.indexOf(content.trimmed().left(1)));
    if (startsWithHeaders(content))
        return readMessage(content);
    ReceivedMail mail;
    takeLineFaults(content, mail);
    takeText(content, mail);
    return mail;
}

} // namespace lockbox
