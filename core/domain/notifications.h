#pragma once

#include "core/domain/notice.h"

#include <set>

namespace lockbox {

/// How the way to the mail server is kept secret.
enum class MailSecurity {
    StartTls, ///< A plain connection is made a secure one before anything is said; refused where the server can't (RFC 3207).
    Tls,      ///< Secure from the first byte on (RFC 8314).
    None,     ///< Anybody on the way reads and changes the mails.
};

const std::vector<MailSecurity> &allMailSecurities();
QString toSlug(MailSecurity security);
Result<MailSecurity> parseMailSecurity(QStringView slug);

/// Through which server a tenant's notices go out, and which. The password stands elsewhere.
struct NotificationSettings {
    QString host; ///< Of the mail server; empty: nothing can be sent yet.
    int port = 587;
    MailSecurity security = MailSecurity::StartTls;
    QString account;  ///< To log in with; empty: without.
    QString sender;   ///< The mails' From address; empty: nothing can be sent yet.
    QString timeZone; ///< IANA name, in which mails tell times beside UTC; empty: UTC only.
    std::set<NoticeKind> optional = optionalNotices(); ///< Which of the optional ones are sent.

    /// All kinds that can be turned off: all but what tells of a pending request, and the test.
    static const std::set<NoticeKind> &optionalNotices();
    /// Whether a notice of this kind is written at all.
    bool sends(NoticeKind kind) const;
    /// What is missing before anything can be sent; empty where nothing is.
    QString incompleteReason() const;

    bool operator==(const NotificationSettings &) const = default;
};

/// A wish to change some of them; what is absent stays.
struct NotificationChange {
    std::optional<QString> host;
    std::optional<int> port;
    std::optional<MailSecurity> security;
    std::optional<QString> account;
    std::optional<QString> sender;
    std::optional<QString> timeZone;
    std::optional<std::set<NoticeKind>> optional;

    bool operator==(const NotificationChange &) const = default;
};

/// The settings after the change, trimmed, or what is wrong with the first that makes no sense (Error::field: host, port, security, account,
/// sender, time-zone, kinds).
Result<NotificationSettings> applied(const NotificationChange &change,
                                     const NotificationSettings &settings);

} // namespace lockbox
