#include "core/mail/smtpanswer.h"

#include <QList>

namespace lockbox {

/// A server that never stops talking is not remembered for ever.
static constexpr qsizetype longestDialogue = 64 * 1024;
static constexpr qsizetype longestWords = 500;

/// As text of one line, whatever a server sends.
static QString printable(QByteArrayView bytes)
{
    QString text = QString::fromUtf8(bytes.first(std::min(bytes.size(), longestWords)));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c == QChar::ReplacementCharacter)
            c = u' ';
    }
    return text.simplified();
}

void SmtpAnswer::add(const char *mark, QByteArrayView bytes)
{
    if (m_dialogue.size() > longestDialogue)
        return;
    for (const QByteArray &line : bytes.toByteArray().split('\n')) {
        if (const QString text = printable(line); !text.isEmpty())
            m_dialogue += mark + text.toUtf8() + '\n';
    }
}

void SmtpAnswer::heard(QByteArrayView bytes)
{
    add("< ", bytes);
    if (m_isOver)
        return;
    for (const QByteArray &line : bytes.toByteArray().split('\n')) {
        if (!line.trimmed().isEmpty())
            m_lastReply = line.trimmed();
    }
    // After 334 it asks for the next part of the secret (RFC 4954 §4).
    m_isLoggingIn = m_lastReply.startsWith("334");
}

void SmtpAnswer::said(QByteArrayView bytes)
{
    const QByteArray command = bytes.toByteArray().trimmed();
    if (m_isLoggingIn) {
        add("> ", "***");
        return;
    }
    const QByteArray word = command.split(' ').front().toUpper();
    // What the server says to the farewell is no answer to anything.
    m_isOver = word == "QUIT";
    if (m_isOver) {
        add("> ", command);
        return;
    }
    m_lastCommand = word;
    m_lastReply.clear();
    add("> ", word == "AUTH" ? command.split(' ').value(1).prepend("AUTH ") + " ***" : command);
}

void SmtpAnswer::noted(QByteArrayView bytes)
{
    add("* ", bytes);
}

SmtpResult SmtpAnswer::result(const QString &error, bool isTrust) const
{
    using enum SmtpResult::Outcome;
    SmtpResult result;
    result.code = m_lastReply.left(3).toInt();
    if (result.code < 200 || result.code > 599)
        result.code = 0;
    result.dialogue = QString::fromUtf8(m_dialogue);
    const QString said = printable(m_lastReply);
    if (error.isEmpty()) {
        result.outcome = Sent;
        result.words = said;
        return result;
    }
    result.words = result.code >= 400 ? said
                   : said.isEmpty()
                       ? error
                       : QStringLiteral("%1; the server's last words: %2").arg(error, said);
    const bool isAboutTheMail = m_lastCommand == "RCPT" || m_dataBytes > 0;
    if (isTrust)
        result.outcome = ServerTrouble;
    else if (isAboutTheMail)
        result.outcome = result.code >= 500 ? Permanent : Temporary;
    else
        result.outcome = ServerTrouble;
    return result;
}

} // namespace lockbox
