#include "core/mail/smtpanswer.h"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>

namespace lockbox {

/// A server that never stops talking is not remembered for ever.
static constexpr qsizetype longestDialogue = 64 * 1024;
static constexpr qsizetype longestWords = 500;
static constexpr qsizetype mostLines = 100;

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
        if (!line.trimmed().isEmpty() && m_reply.size() < mostLines)
            m_reply.append(line.trimmed());
    }
    // After 334 it asks for the next part of the secret (RFC 4954 §4).
    m_isLoggingIn = code() == 334;
}

bool SmtpAnswer::heardGreeting() const
{
    constexpr qsizetype mark = 3;
    return m_lastCommand == "EHLO" && !m_reply.isEmpty() && code() == 250
           && (m_reply.back().size() == mark || m_reply.back().at(mark) == ' ');
}

bool SmtpAnswer::offers(QByteArrayView extension) const
{
    constexpr qsizetype codeAndMark = 4;
    return std::ranges::any_of(m_reply, [&](const QByteArray &line) {
        return line.mid(codeAndMark).split(' ').front().toUpper() == extension;
    });
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
    m_reply.clear();
    add("> ", word == "AUTH" ? command.split(' ').value(1).prepend("AUTH ") + " ***" : command);
}

void SmtpAnswer::noted(QByteArrayView bytes)
{
    add("* ", bytes);
}

/// Of the last line that has one.
int SmtpAnswer::code() const
{
    for (qsizetype i = m_reply.size() - 1; i >= 0; --i) {
        const int number = m_reply.at(i).left(3).toInt();
        if (number >= 200 && number <= 599)
            return number;
    }
    return 0;
}

/// All that the server said, the code once.
QString SmtpAnswer::words() const
{
    QByteArray said;
    const QByteArray number = QByteArray::number(code());
    for (const QByteArray &line : m_reply) {
        const bool hasCode = line.startsWith(number) && (line.size() == 3 || !isdigit(line.at(3)));
        said += (hasCode && !said.isEmpty() ? line.mid(4) : line) + ' ';
        // "550-" is the start of more lines, and nothing that people know.
        if (said.size() > 3 && hasCode && said.at(3) == '-')
            said[3] = ' ';
    }
    return printable(said);
}

/// Where the server takes mails from nobody like us (RFC 5248 X.7.x, RFC 4954 §6).
bool SmtpAnswer::isAboutPolicy() const
{
    static const QRegularExpression policy(QStringLiteral("^53[0458]|^5[0-9]{2}[ -]5\\.7\\."));
    return policy.match(words()).hasMatch();
}

/// Else the same would have been answered to any recipient.
bool SmtpAnswer::isAboutTheMail() const
{
    return (m_dataBytes > 0 || m_lastCommand == "RCPT") && !isAboutPolicy();
}

SmtpResult SmtpAnswer::result(const QString &error, bool isTrust) const
{
    using enum SmtpResult::Outcome;
    SmtpResult result;
    result.code = code();
    result.dialogue = QString::fromUtf8(m_dialogue);
    const QString said = words();
    if (error.isEmpty()) {
        result.outcome = Sent;
        result.words = said;
        return result;
    }
    result.words = result.code >= 400 ? said
                   : said.isEmpty()
                       ? error
                       : QStringLiteral("%1; the server's last words: %2").arg(error, said);
    if (isTrust || !isAboutTheMail())
        result.outcome = ServerTrouble;
    else
        result.outcome = result.code >= 500 ? Permanent : Temporary;
    return result;
}

} // namespace lockbox
