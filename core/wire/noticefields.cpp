#include "core/wire/describe.h"

namespace lockbox::wire {

template<class A, Is<NotificationSettings> T>
void describe(A &a, T &settings)
{
    a("host", settings.host);
    a("port", settings.port);
    a("security", settings.security);
    a("account", settings.account);
    a("sender", settings.sender);
    a("timeZone", settings.timeZone);
    a("kinds", settings.optional);
}

template<class A, Is<NotificationChange> T>
void describe(A &a, T &change)
{
    a("host", change.host);
    a("port", change.port);
    a("security", change.security);
    a("account", change.account);
    a("sender", change.sender);
    a("timeZone", change.timeZone);
    a("kinds", change.optional);
}

template<class A, Is<Delivery> T>
void describe(A &a, T &delivery)
{
    a("id", delivery.id);
    a("kind", delivery.kind);
    a("request", delivery.request);
    a.orNull("reference", delivery.reference);
    a("recipient", delivery.recipient);
    a("recipientName", delivery.recipientName);
    a.orNull("address", delivery.address);
    a("state", delivery.state);
    a("attempts", delivery.attempts);
    a("createdAt", delivery.createdAt);
    a("changedAt", delivery.changedAt);
    a("nextAt", delivery.nextAt);
    a("giveUpAt", delivery.giveUpAt);
    a.orNull("words", delivery.words);
    a("messageId", delivery.messageId);
}

template<class A, Is<Letter> T>
void describe(A &a, T &letter)
{
    a("delivery", letter.delivery);
    a("from", letter.from);
    a("subject", letter.subject);
    a("text", letter.text);
    a("html", letter.html);
    a("verificationPhrase", letter.phrase);
}

template<class A, Is<MailVerdict::Difference> T>
void describe(A &a, T &difference)
{
    a("field", difference.field);
    a("expected", difference.expected);
    a("found", difference.found);
}

template<class A, Is<MailVerdict> T>
void describe(A &a, T &verdict)
{
    a("verdict", verdict.kind);
    a("explanation", verdict.explanation);
    a("delivery", verdict.delivery);
    a("differences", verdict.differences);
}

template<class A, Is<TestMail> T>
void describe(A &a, T &mail)
{
    a("sent", mail.sent);
    a("words", mail.words);
    a("dialogue", mail.dialogue);
}

LOCKBOX_DESCRIBED(NotificationSettings)
LOCKBOX_DESCRIBED(NotificationChange)
LOCKBOX_DESCRIBED(Delivery)
LOCKBOX_DESCRIBED(Letter)
LOCKBOX_DESCRIBED(MailVerdict::Difference)
LOCKBOX_DESCRIBED(MailVerdict)
LOCKBOX_DESCRIBED(TestMail)

} // namespace lockbox::wire
