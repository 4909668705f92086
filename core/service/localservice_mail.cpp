#include "core/domain/validation.h"
#include "core/mail/check.h"
#include "core/mail/phrase.h"
#include "core/service/localservice.h"

#include <QUrl>

#include <algorithm>

namespace lockbox {

using rules::Operation;

Result<NoticeMail> LocalLockbox::mailOf(const Scene &scene, const OutboxRow &row)
{
    const auto settings = m_notifications.find(scene.key());
    if (!settings)
        return failure(settings);
    return lockbox::mailOf(m_outbox, scene.key(), *settings, row);
}

static QString mailboxText(const Mailbox &mailbox)
{
    return mailbox.address.isEmpty() ? mailbox.name
                                     : QStringLiteral("%1 <%2>").arg(mailbox.name, mailbox.address);
}

Result<Letter> LocalLockbox::letter(const Session &session, qint64 delivery)
{
    return reading<Letter>(session, [&](const Scene &here) -> Result<Letter> {
        if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
            return failure(role);
        const auto row = findDelivery(here, delivery);
        if (!row)
            return failure(row);
        const auto mail = mailOf(here, *row);
        if (!mail)
            return failure(mail);
        return Letter{.delivery = row->delivery,
                      .from = mailboxText(mail->message.from),
                      .subject = mail->text.subject,
                      .text = mail->text.text,
                      .html = mail->text.html,
                      .phrase = mail->phrase};
    });
}

/// Which notice about no request a mail is, by its verification phrase. Old ones are not looked for: they have a Message-ID.
Result<std::optional<OutboxRow>> LocalLockbox::deliveryByPhrase(const Scene &scene,
                                                                const ReceivedMail &mail)
{
    const QString phrase = phraseIn(mail);
    if (phrase.isEmpty())
        return std::nullopt;
    const auto settings = m_notifications.find(scene.key());
    if (!settings)
        return failure(settings);
    constexpr int newest = 10'000;
    const auto rows = m_outbox.listWithoutRequest(scene.key(), newest);
    if (!rows)
        return failure(rows);
    const auto found = std::ranges::find_if(*rows, [&](const OutboxRow &row) {
        return phraseWithoutRequest(*settings, row) == phrase;
    });
    return found == rows->end() ? std::nullopt : std::optional(*found);
}

/// Which notice a mail is, or says that it is.
Result<std::optional<OutboxRow>> LocalLockbox::deliveryOf(const Scene &scene,
                                                          const ReceivedMail &mail)
{
    if (!mail.messageId.isEmpty()) {
        auto row = m_outbox.byMessageId(scene.key(), mail.messageId);
        if (!row || *row)
            return row;
    }
    const RequestId id = requestIn(mail);
    if (id.isNull())
        return deliveryByPhrase(scene, mail);
    const auto request = m_requests.byId(scene.key(), id);
    if (!request)
        return failure(request);
    if (!*request)
        return std::nullopt;
    const auto rows = m_outbox.list(scene.key(), {.limit = 10'000}, (*request)->key, scene.now);
    if (!rows)
        return failure(rows);
    // The one that it differs from least; of several the caller's own.
    std::optional<OutboxRow> nearest;
    size_t fewest = 0;
    for (const OutboxRow &row : *rows) {
        const auto sent = mailOf(scene, row);
        if (!sent)
            return failure(sent);
        const size_t count = differences(mail, sent->message, sent->text.lines).size();
        const bool isOwn = row.delivery.recipient == scene.actor.userPrincipalName;
        if (!nearest || count < fewest || (count == fewest && isOwn)) {
            nearest = row;
            fewest = count;
        }
    }
    return nearest;
}

static MailVerdict verdict(const OutboxRow &row, std::vector<MailVerdict::Difference> differences)
{
    MailVerdict verdict{.kind = differences.empty() ? MailVerdict::Kind::Genuine
                                                    : MailVerdict::Kind::Altered,
                        .delivery = row.delivery,
                        .differences = std::move(differences)};
    QStringList fields;
    for (const auto &difference : verdict.differences)
        fields.append(difference.field);
    verdict.explanation =
        fields.isEmpty()
            ? QStringLiteral("this is what was written for %1").arg(row.delivery.recipient)
            : QStringLiteral("it is not what was written for %1: %2")
                  .arg(row.delivery.recipient, fields.join(QStringLiteral(", ")));
    return verdict;
}

Result<MailVerdict> LocalLockbox::checkMail(const Session &session, const QByteArray &message)
{
    const auto mail = readMail(message);
    if (!mail)
        return failure(mail);
    return reading<MailVerdict>(session, [&](const Scene &here) -> Result<MailVerdict> {
        if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
            return failure(role);
        const auto row = deliveryOf(here, *mail);
        if (!row)
            return failure(row);
        if (!*row)
            return MailVerdict{.explanation = QStringLiteral(
                                   "no notice like this was ever written here: don't trust it")};
        const auto sent = mailOf(here, **row);
        if (!sent)
            return failure(sent);
        auto lines = sent->text.lines;
        lines.push_back({QStringLiteral("Verification phrase"), sent->phrase});
        return verdict(**row, differences(*mail, sent->message, lines));
    });
}

Result<TestMail> LocalLockbox::sendTestMail(const Session &session, const QString &address)
{
    const auto to = checkEmail(QStringLiteral("to"), address);
    if (!to || to->isEmpty())
        return to ? invalid(QStringLiteral("to"), QStringLiteral("the address is empty"))
                  : failure(to);
    struct Prepared {
        NotificationSettings settings;
        MailMessage message;
    };
    const auto prepared = reading<Prepared>(session, [&](const Scene &here) -> Result<Prepared> {
        if (const auto role = rules::permission(here.actor, Operation::ManageNotices); !role)
            return failure(role);
        if (here.tenant.demo)
            return failure(ErrorCode::NotSupported,
                           QStringLiteral("nothing leaves a demo store: its notices arrive in the "
                                          "approver's inbox"));
        const auto row = m_notifications.find(here.key());
        if (!row)
            return failure(row);
        const Tenant &tenant = here.tenant.tenant;
        const Notice notice{.kind = NoticeKind::Test,
                            .tenant = tenant,
                            .timeZone = row->settings.timeZone,
                            .at = here.now,
                            .actor = here.actor.userPrincipalName,
                            .actorName = here.actor.displayName};
        const QString id =
            QStringLiteral("<%1@%2>").arg(RandomIdSource().next().toString(QUuid::WithoutBraces),
                                          QString::fromLatin1(QUrl::toAce(tenant.domain)));
        const NoticeText text = compose(notice, verificationPhrase(row->phraseKey, id));
        return Prepared{.settings = row->settings,
                        .message = {.from = senderOf(tenant, row->settings.sender),
                                    .to = {.name = {}, .address = *to},
                                    .subject = text.subject,
                                    .text = text.text,
                                    .html = text.html,
                                    .messageId = id,
                                    .date = here.now}};
    });
    if (!prepared)
        return failure(prepared);
    // Outside of the transaction: a keychain may ask somebody first.
    const auto server = serverOf(prepared->settings, m_options);
    if (!server)
        return failure(server);
    const SmtpResult result = sendMail(*server, prepared->message);
    return TestMail{.sent = result.outcome == SmtpResult::Outcome::Sent,
                    .words = result.words,
                    .dialogue = result.dialogue};
}

} // namespace lockbox
