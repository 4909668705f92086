#include "core/wire/describe.h"
#include "core/wire/describetext.h"

namespace lockbox::wire {

template<class A, Is<Page<Event>> T>
void describe(A &a, T &page)
{
    a("value", page.items);
    a.orNull("next", page.next);
    a.orNull("previous", page.previous);
}

template<class A, Is<Changes> T>
void describe(A &a, T &changes)
{
    a("value", changes.events);
    a("head", changes.head);
}

template<class A, Is<LogHead> T>
void describe(A &a, T &head)
{
    a("origin", head.origin);
    a("size", head.size);
    a("root", head.root);
}

template<class A, Is<LogAlarm> T>
void describe(A &a, T &alarm)
{
    a("message", alarm.message);
    a("pinned", alarm.pinned);
    a("present", alarm.present);
}

template<class A, Is<LogState> T>
void describe(A &a, T &state)
{
    a.within(state.head);
    a.orNull("verifierKey", state.verifierKey);
    a("canSign", state.canSign);
    a.orNull("cannotSignReason", state.cannotSignReason);
    a("signedSize", state.signedSize);
    a("pinned", state.pinned);
    a.orNull("pinTrouble", state.pinTrouble);
    a("alarm", state.alarm);
}

template<class A, Is<LogTrust> T>
void describe(A &a, T &trust)
{
    std::optional<QByteArray> checkpoint;
    if (!trust.checkpoint.isEmpty())
        checkpoint = trust.checkpoint;
    a("checkpoint", checkpoint);
    a.orNull("verifierKey", trust.verifierKey);
    if constexpr (A::isReading)
        trust.checkpoint = checkpoint.value_or(QByteArray());
}

template<class A, Is<LogFinding> T>
void describe(A &a, T &finding)
{
    a("seq", finding.seq);
    a.orNull("request", finding.request);
    a.orNull("user", finding.user);
    a.orNull("field", finding.field);
    a("message", finding.message);
}

template<class A, Is<LogVerification> T>
void describe(A &a, T &verification)
{
    a.within(verification.head);
    a("signedSize", verification.signedSize);
    a.orNull("verifierKey", verification.verifierKey);
    a("isPinned", verification.isPinned);
    a("at", verification.at);
    a("finding", verification.finding);
}

LOCKBOX_DESCRIBED(Page<Event>)
LOCKBOX_DESCRIBED(Changes)
LOCKBOX_DESCRIBED(LogHead)
LOCKBOX_DESCRIBED(LogAlarm)
LOCKBOX_DESCRIBED(LogState)
LOCKBOX_DESCRIBED(LogTrust)
LOCKBOX_DESCRIBED(LogFinding)
LOCKBOX_DESCRIBED(LogVerification)

LOCKBOX_DESCRIBED_TEXT(Page<Event>)
LOCKBOX_DESCRIBED_TEXT(Changes)

} // namespace lockbox::wire
