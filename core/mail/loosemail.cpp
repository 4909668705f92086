#include "core/mail/loosemail.h"

#include "core/mail/gmimesession.h"

// GLib calls a member "signals", which is a macro of Qt.
#undef signals
#include <gmime/gmime.h>

namespace lockbox {

/// All of it: a text may hold characters that end a string of C.
static QString contentOf(GMimeObject *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    if (!content)
        return {};
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, stream);
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const auto *data = reinterpret_cast<const char *>(bytes->data);
    const QString text = QString::fromUtf8(QByteArray(data, qsizetype(bytes->len)));
    g_object_unref(stream);
    return text;
}

/// Takes the part where it is the first text of its kind.
static bool takeText(GMimeObject *part, LooseMail &mail)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    const bool isHtml = g_mime_content_type_is_type(type, "text", "html");
    std::optional<QString> &place = isHtml ? mail.html : mail.text;
    if (!GMIME_IS_TEXT_PART(part) || place
        || !(isHtml || g_mime_content_type_is_type(type, "text", "plain")))
        return false;
    place = contentOf(part);
    return true;
}

static void takePart(GMimeObject *, GMimeObject *part, gpointer user)
{
    auto &mail = *static_cast<LooseMail *>(user);
    if (!GMIME_IS_MULTIPART(part) && !takeText(part, mail))
        ++mail.attachments;
}

LooseMail readLoosely(const QByteArray &bytes)
{
    useGmime();
    GMimeStream *stream =
        g_mime_stream_mem_new_with_buffer(bytes.constData(), size_t(bytes.size()));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr);
    g_object_unref(parser);
    LooseMail mail;
    if (!message)
        return mail;
    // Of a message without containers its one part is told, too.
    g_mime_message_foreach(message, takePart, &mail);
    g_object_unref(message);
    return mail;
}

} // namespace lockbox
