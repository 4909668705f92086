#include "core/mail/check.h"
#include "tests/fuzz/property.h"

using namespace lockbox;
using lockbox::fuzz::require;

/// What the samples of the corpus were made of.
static MailMessage sentMail()
{
    const QString text = QStringLiteral("A request is pending\n\nReason: für Größe & mehr\n"
                                        "Verification phrase: abandon ability able zoo\n");
    const QString html = QStringLiteral(
        "<!DOCTYPE html>\n<html><head>\n<meta charset=\"utf-8\">\n<title>Lockbox</title></head>\n"
        "<body><h1>A request is pending</h1>\n<p>f&#252;r Größe &amp; mehr</p></body></html>\n");
    return {.from = {.name = QStringLiteral("Lockbox of Größe"),
                     .address = QStringLiteral("lockbox@contoso.com")},
            .to = {.name = QStringLiteral("Ada"), .address = QStringLiteral("ada@contoso.com")},
            .subject = QStringLiteral("A request is pending"),
            .text = text,
            .html = html,
            .messageId = QStringLiteral("<id-1@contoso.com>"),
            .date = Timestamp(std::chrono::seconds(1770325200))};
}

static QString withoutBlanks(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (!QStringLiteral(" \t\r\n\u00A0>").contains(c))
            result += c;
    }
    return result;
}

/// Any bytes are read and compared; what is genuine has the text that was sent, and a whole message both parts and no fault.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const MailMessage sent = sentMail();
    static const std::vector<LetterBody::Line> lines = {
        {QStringLiteral("Reason"), QStringLiteral("für Größe & mehr")},
        {QStringLiteral("Verification phrase"), QStringLiteral("abandon ability able zoo")}};
    const auto mail = readMail(lockbox::fuzz::bytesOf(data, size));
    if (!mail)
        return 0;
    (void)phraseIn(*mail);
    (void)requestIn(*mail);
    if (!differences(*mail, sent, lines).empty())
        return 0;
    require(mail->text.has_value(), "a genuine mail has a text");
    require(mail->faults.isEmpty() && mail->foreign.isEmpty() && mail->repeated.isEmpty(),
            "a genuine mail can be read in one way");
    if (mail->form != ReceivedMail::Form::Message)
        return 0;
    require(withoutBlanks(*mail->text) == withoutBlanks(sent.text), "the text is what was sent");
    require(mail->html.has_value() && mail->date == sent.date && mail->attachments == 0,
            "a genuine message is whole");
    return 0;
}
