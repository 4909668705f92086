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
/// thread; nothing happens outside of its calls.
class SmtpSender
{
public:
    struct Finished {
        qint64 id = 0;
        SmtpResult result;
    };

    SmtpSender(const SmtpServer &server, int connections);
    ~SmtpSender();
    SmtpSender(const SmtpSender &) = delete;
    SmtpSender &operator=(const SmtpSender &) = delete;

    /// How many mails can be started at once just now.
    int room() const;
    int underWay() const;
    /// Begins to send; only where there is room.
    void start(qint64 id, const MailMessage &message);
    /// Goes on with all that is under way, at most for `wait`; returns as soon as something has finished.
    std::vector<Finished> wait(std::chrono::milliseconds wait);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// One mail, alone; with the dialogue.
SmtpResult sendMail(const SmtpServer &server, const MailMessage &message);

} // namespace lockbox
