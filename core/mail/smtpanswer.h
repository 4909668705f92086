#pragma once

#include <QByteArrayList>
#include <QString>

namespace lockbox {

/// What came of one attempt to send a mail.
struct SmtpResult {
    enum class Outcome {
        Sent,          ///< The server has acknowledged the whole mail.
        Temporary,     ///< It may work later; unknown outcomes are here, too.
        Permanent,     ///< The server refuses this recipient, or this mail, for good.
        ServerTrouble, ///< The recipient has no part in it: no connection, certificate, log-in, sender refused, mail not passed on.
        BrokenOff,     ///< At our own wish, before the server had acknowledged it.
    };

    Outcome outcome = Outcome::Temporary;
    int code = 0;     ///< The server's last reply code (RFC 5321 §4.2); 0 for none.
    QString words;    ///< The server's last words, or what went wrong.
    QString dialogue; ///< All that was said, without the password.

    bool operator==(const SmtpResult &) const = default;
};

/// Listens to the dialogue with a mail server, and judges what came of it.
class SmtpAnswer
{
public:
    /// A piece of what the server said.
    void heard(QByteArrayView bytes);
    /// A command that was sent to it.
    void said(QByteArrayView bytes);
    /// Part of the mail itself was sent.
    void sentData(qsizetype bytes)
    {
        // What was said before the mail itself is no answer to it.
        if (m_dataBytes == 0)
            m_reply.clear();
        m_dataBytes += bytes;
    }
    bool hasSentData() const { return m_dataBytes > 0; }
    /// What the library itself tells.
    void noted(QByteArrayView bytes);

    /// Whether the server's answer to the greeting has just been heard, to its last line (RFC 5321 §4.1.1.1).
    bool heardGreeting() const;
    /// And whether it names this extension.
    bool offers(QByteArrayView extension) const;

    /// `error` is empty where the whole dialogue succeeded, else the library's words for what failed; `isTrust` where that was the
    /// certificate or the log-in.
    SmtpResult result(const QString &error, bool isTrust) const;

private:
    void add(const char *mark, QByteArrayView bytes);
    int code() const;
    QString words() const;
    bool isAboutTheMail() const;
    bool isAboutPolicy() const;

    QByteArrayList m_reply;   ///< The newest reply, line by line.
    QByteArray m_lastCommand; ///< Its first word.
    QByteArray m_dialogue;
    qsizetype m_dataBytes = 0;
    bool m_isLoggingIn = false;
    bool m_isOver = false; ///< The farewell was sent.
};

} // namespace lockbox
