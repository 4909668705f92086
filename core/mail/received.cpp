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

/// Takes the part where it is the first text of its kind.
static bool takeText(GMimeObject *part, ReceivedMail &mail)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    const bool isHtml = g_mime_content_type_is_type(type, "text", "html");
    QString &place = isHtml ? mail.html : mail.text;
    if (!GMIME_IS_TEXT_PART(part) || !place.isNull()
        || !(isHtml || g_mime_content_type_is_type(type, "text", "plain")))
        return false;
    char *content = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    // Not null from now on.
    place = QStringLiteral("") + QString::fromUtf8(content);
    g_free(content);
    return true;
}

static void takePart(GMimeObject *, GMimeObject *part, gpointer user)
{
    auto &mail = *static_cast<ReceivedMail *>(user);
    if (!GMIME_IS_MULTIPART(part) && !takeText(part, mail))
        ++mail.attachments;
}

static QStringList repeatedFields(GMimeMessage *message)
{
    static const QStringList once = {
        QStringLiteral("from"),         QStringLiteral("sender"),
        QStringLiteral("reply-to"),     QStringLiteral("to"),
        QStringLiteral("cc"),           QStringLiteral("subject"),
        QStringLiteral("date"),         QStringLiteral("message-id"),
        QStringLiteral("mime-version"), QStringLiteral("bcc"),
        QStringLiteral("content-type"), QStringLiteral("content-transfer-encoding")};
    GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    QStringList seen;
    QStringList repeated;
    for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
        const char *name = g_mime_header_get_name(g_mime_header_list_get_header_at(list, i));
        const QString field = QString::fromUtf8(name).toLower();
        if (!once.contains(field))
            continue;
        if (seen.contains(field) && !repeated.contains(field))
            repeated.append(field);
        seen.append(field);
    }
    return repeated;
}

static void takeHeaders(GMimeMessage *message, ReceivedMail &mail)
{
    if (const char *id = g_mime_message_get_message_id(message))
        mail.messageId = QStringLiteral("<%1>").arg(QString::fromUtf8(id));
    InternetAddressList *from = g_mime_message_get_from(message);
    mail.from = addressesOf(from);
    if (from && internet_address_list_length(from) > 0)
        mail.fromName = QString::fromUtf8(
            internet_address_get_name(internet_address_list_get_address(from, 0)));
    mail.to = addressesOf(g_mime_message_get_to(message));
    mail.others = QStringList{addressesOf(g_mime_message_get_cc(message)),
                              addressesOf(g_mime_message_get_bcc(message)),
                              addressesOf(g_mime_message_get_reply_to(message))}
                      .join(QLatin1Char(' '))
                      .simplified();
    mail.subject = QString::fromUtf8(g_mime_message_get_subject(message));
    if (GDateTime *date = g_mime_message_get_date(message))
        mail.date = Timestamp(std::chrono::seconds(g_date_time_to_unix(date)));
    mail.repeated = repeatedFields(message);
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
    takeHeaders(message, mail);
    // Of a message without containers its one part is told, too.
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
    QByteArray content = bytes;
    if (content.startsWith("\xEF\xBB\xBF"))
        content.remove(0, 3);
    content.remove(0, content.indexOf(content.trimmed().left(1)));
    if (startsWithHeaders(content))
        return readMessage(content);
    return ReceivedMail{.text = QString::fromUtf8(content)};
}

} // namespace lockbox
