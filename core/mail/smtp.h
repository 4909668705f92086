#pragma once

#include "core/mail/message.h"
#include "core/mail/smtpanswer.h"

#include <memory>
#include <vector>

namespace lockbox {

/// Where mails go out.
struct SmtpServer {
    enum class Security {
        StartTls, ///< Required: refused where the server doesn't offer it (RFC 3207).
        Tls,      ///< From the first byte on (RFC 8314).
        None,
    };

    QString host;
    int port = 587;
    Security security = Security::StartTls;
    QString user; ///< Empty: no log-in.
    QByteArray password;
    QString caFile; ///< Certificates to trust, instead of the system's; empty: the system's.
    std::chrono::milliseconds connectTimeout{30000};
    std::chrono::milliseconds totalTimeout{300000}; ///< For one mail.
};

/// Sends mails over a bounded number of connections, which are used again. The server's certificate and name are checked. Belongs to one
/// thread. Each connection has one of its own: the library doesn't come back before the server has answered to a whole mail, and the others
/// shall go on meanwhile.
class SmtpSender
{
public:
    struct Finished {
        qint64 id = 0;
        SmtpResult result;
    };

    SmtpSender(const SmtpServer &server, int connections);
    /// Breaks off what is under way.
    ~SmtpSender();
    SmtpSender(const SmtpSender &) = delete;
    SmtpSender &operator=(const SmtpSender &) = delete;

    /// How many mails can be started at once just now.
    int room() const;
    int underWay() const;
    /// Begins to send; only where there is room.
    void start(qint64 id, const MailMessage &message);
    /// What has finished; waits at most for `wait` until something has, or nothing is under way.
    std::vector<Finished> wait(std::chrono::milliseconds wait);
    /// Which of what is under way.
    enum class Part {
        BeforeData, ///< Where of the mail itself nothing has been sent.
        All,
    };
    /// Breaks them off, which takes a moment; wait() tells of them, too.
    void breakOff(Part part);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// One mail, alone; with the dialogue.
SmtpResult sendMail(const SmtpServer &server, const MailMessage &message);

} // namespace lockbox
