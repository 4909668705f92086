#include "core/domain/notifications.h"

#include "core/domain/validation.h"

#include <QTimeZone>
#include <QUrl>

#include <algorithm>

namespace lockbox {

const std::vector<MailSecurity> &allMailSecurities()
{
    using enum MailSecurity;
    static const std::vector<MailSecurity> all = {StartTls, Tls, None};
    return all;
}

QString toSlug(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls: return QStringLiteral("starttls");
    case MailSecurity::Tls: return QStringLiteral("tls");
    case MailSecurity::None: break;
    }
    return QStringLiteral("none");
}

Result<MailSecurity> parseMailSecurity(QStringView slug)
{
    for (const MailSecurity security : allMailSecurities()) {
        if (slug == toSlug(security))
            return security;
    }
    return invalid(
        QStringLiteral("security"),
        QStringLiteral("security is \"%1\": it must be starttls, tls or none").arg(slug));
}

const std::set<NoticeKind> &NotificationSettings::optionalNotices()
{
    using enum NoticeKind;
    static const std::set<NoticeKind> kinds = {Reminder,       Decided,      AccessEnded,
                                               RequestExpired, RolesChanged, SettingChanged};
    return kinds;
}

bool NotificationSettings::sends(NoticeKind kind) const
{
    return !optionalNotices().contains(kind) || optional.contains(kind);
}

QString NotificationSettings::incompleteReason() const
{
    if (host.isEmpty())
        return QStringLiteral("no mail server is set");
    if (sender.isEmpty())
        return QStringLiteral("no sender's address is set");
    return {};
}

/// A host name or an IP address, as it stands behind "smtp://".
static Result<QString> checkHost(const QString &text)
{
    const QString field = QStringLiteral("host");
    const auto line = checkOptionalText(field, text, TextLimits::name);
    if (!line || line->isEmpty())
        return line;
    static const auto isPlain = [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u':' || c == u'['
               || c == u']';
    };
    QUrl url;
    url.setHost(*line, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !std::ranges::all_of(*line, isPlain))
        return invalid(field, QStringLiteral("host is \"%1\": it must be the name or address of a "
                                             "mail server")
                                  .arg(*line));
    return line;
}

static Result<QString> checkTimeZone(const QString &text)
{
    const QString field = QStringLiteral("time-zone");
    const auto line = checkOptionalText(field, text, TextLimits::name);
    if (line && !line->isEmpty() && !QTimeZone::isTimeZoneIdAvailable(line->toUtf8()))
        return invalid(field,
                       QStringLiteral("time zone \"%1\" is not known: it must be a name like "
                                      "Europe/Berlin")
                           .arg(*line));
    return line;
}

static Result<QString> checkAccount(const QString &text)
{
    const auto line = checkOptionalText(QStringLiteral("account"), text, TextLimits::name);
    if (line && line->contains(QLatin1Char('\n')))
        return invalid(QStringLiteral("account"), QStringLiteral("account must be one line"));
    return line;
}

static Result<void> checkKinds(const std::set<NoticeKind> &kinds)
{
    for (const NoticeKind kind : kinds) {
        if (!NotificationSettings::optionalNotices().contains(kind))
            return invalid(QStringLiteral("kinds"),
                           QStringLiteral("%1 is not one of the notices that can be turned off")
                               .arg(toSlug(kind)));
    }
    return {};
}

Result<NotificationSettings> applied(const NotificationChange &change,
                                     const NotificationSettings &settings)
{
    const auto host = checkHost(change.host.value_or(settings.host));
    if (!host)
        return failure(host);
    const int port = change.port.value_or(settings.port);
    constexpr int highestPort = 65535;
    if (port < 1 || port > highestPort)
        return invalid(QStringLiteral("port"),
                       QStringLiteral("port is %1: it must be between 1 and 65535").arg(port));
    const auto account = checkAccount(change.account.value_or(settings.account));
    if (!account)
        return failure(account);
    const auto sender =
        checkEmail(QStringLiteral("sender"), change.sender.value_or(settings.sender));
    if (!sender)
        return failure(sender);
    const auto timeZone = checkTimeZone(change.timeZone.value_or(settings.timeZone));
    if (!timeZone)
        return failure(timeZone);
    auto optional = change.optional.value_or(settings.optional);
    if (auto ok = checkKinds(optional); !ok)
        return failure(ok);
    return NotificationSettings{.host = *host,
                                .port = port,
                                .security = change.security.value_or(settings.security),
                                .account = *account,
                                .sender = *sender,
                                .timeZone = *timeZone,
                                .optional = std::move(optional)};
}

} // namespace lockbox
