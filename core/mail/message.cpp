#include "core/mail/message.h"

#include "core/mail/gmimesession.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>

// GLib calls a member "signals", which is a macro of Qt.
#undef signals
#include <gmime/gmime.h>

namespace lockbox {

QString smtpAddress(const QString &address)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return address;
    const QString domain = address.mid(at + 1);
    const QByteArray ace = QUrl::toAce(domain);
    return ace.isEmpty() ? address : address.left(at + 1) + QString::fromLatin1(ace);
}

/// Whatever was handed in: no character that ends a line.
static QByteArray oneLine(const QString &text)
{
    QString line = text;
    for (QChar &c : line) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line.toUtf8();
}

static QByteArray encodedText(const QString &text)
{
    useGmime();
    char *encoded = g_mime_utils_header_encode_text(nullptr, oneLine(text).constData(), "UTF-8");
    const QByteArray result = oneLine(QString::fromUtf8(encoded));
    g_free(encoded);
    return result;
}

static QByteArray encodedMailbox(const Mailbox &mailbox)
{
    useGmime();
    const QByteArray name = oneLine(mailbox.name);
    InternetAddress *address =
        internet_address_mailbox_new(name.isEmpty() ? nullptr : name.constData(),
                                     oneLine(smtpAddress(mailbox.address)).constData());
    char *encoded = internet_address_to_string(address, nullptr, TRUE);
    const QByteArray result = oneLine(QString::fromUtf8(encoded));
    g_free(encoded);
    g_object_unref(address);
    return result;
}

static QByteArray dateText(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::RFC2822Date)
        .toLatin1();
}

/// Unfolded it is the same again.
static QByteArray folded(const QByteArray &field)
{
    constexpr qsizetype longestLine = 78;
    QByteArray result;
    qsizetype length = 0;
    for (const QByteArray &word : field.split(' ')) {
        // No line may be of blanks alone, nor the first without a value.
        const bool mayFold = length > 0 && !word.isEmpty() && !result.endsWith(':');
        if (mayFold && length + 1 + word.size() > longestLine) {
            result += "\r\n";
            length = 0;
        }
        if (!result.isEmpty())
            result += ' ';
        result += word;
        length += 1 + word.size();
    }
    return result;
}

QList<QByteArray> headerFields(const MailMessage &message)
{
    QList<QByteArray> fields{
        "Date: " + dateText(message.date),
        "From: " + encodedMailbox(message.from),
        "To: " + encodedMailbox(message.to),
        "Subject: " + encodedText(message.subject),
        "Message-ID: " + oneLine(message.messageId),
        // RFC 3834: nobody's out-of-office answers it.
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
    };
    if (!message.threadId.isEmpty() && message.threadId != message.messageId) {
        fields.append("In-Reply-To: " + oneLine(message.threadId));
        fields.append("References: " + oneLine(message.threadId));
    }
    if (message.isImportant)
        fields += {"Importance: high", "X-Priority: 1", "Priority: urgent"};
    std::ranges::transform(fields, fields.begin(), folded);
    return fields;
}

} // namespace lockbox
