#include "core/mail/received.h"

#include "core/mail/gmimesession.h"

#include <QRegularExpression>

// GLib calls a member "signals", which is a macro of Qt.
#undef signals
#include <gmime/gmime.h>

namespace lockbox {

static constexpr qsizetype longestMail = 10'000'000;

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

static QString addressesOf(InternetAddressList *list)
{
    QStringList addresses;
    for (int i = 0; list && i < internet_address_list_length(list); ++i) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_MAILBOX(one))
            addresses.append(QString::fromUtf8(internet_address_mailbox_get_idn_addr(
                                                   INTERNET_ADDRESS_MAILBOX(one)))
                                 .toLower());
        else
            addresses.append(QString::fromUtf8(internet_address_get_name(one)).toLower());
    }
    return addresses.join(QLatin1Char(' '));
}

static void takePart(GMimeObject *, GMimeObject *part, gpointer user)
{
    auto &mail = *static_cast<ReceivedMail *>(user);
    if (GMIME_IS_MULTIPART(part) || GMIME_IS_MESSAGE_PART(part))
        return;
    ++mail.parts;
    if (!GMIME_IS_TEXT_PART(part))
        return;
    char *content = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    const QString text = QString::fromUtf8(content);
    g_free(content);
    GMimeContentType *type = g_mime_object_get_content_type(part);
    if (g_mime_content_type_is_type(type, "text", "html")) {
        if (mail.html.isEmpty())
            mail.html = text;
    } else if (mail.text.isEmpty()) {
        mail.text = text;
    }
}

static ReceivedMail readMessage(const QByteArray &bytes)
{
    useGmime();
    GMimeStream *stream =
        g_mime_stream_mem_new_with_buffer(bytes.constData(), size_t(bytes.size()));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr);
    g_object_unref(parser);
    ReceivedMail mail{.hasHeaders = true};
    if (!message)
        return mail;
    if (const char *id = g_mime_message_get_message_id(message))
        mail.messageId = QStringLiteral("<%1>").arg(QString::fromUtf8(id));
    mail.from = addressesOf(g_mime_message_get_from(message));
    mail.to = addressesOf(g_mime_message_get_to(message));
    mail.subject = QString::fromUtf8(g_mime_message_get_subject(message));
    g_mime_message_foreach(message, takePart, &mail);
    g_object_unref(message);
    return mail;
}

Result<ReceivedMail> readMail(const QByteArray &bytes)
{
    const QString field = QStringLiteral("message");
    if (bytes.trimmed().isEmpty())
        return invalid(field, QStringLiteral("the mail is empty"));
    if (bytes.size() > longestMail)
        return invalid(field, QStringLiteral("the mail is longer than any that is sent from here"));
    const qsizetype start = bytes.indexOf(bytes.trimmed().left(1));
    const QByteArray content = bytes.mid(start);
    if (startsWithHeaders(content))
        return readMessage(content);
    return ReceivedMail{.text = QString::fromUtf8(content)};
}

} // namespace lockbox
