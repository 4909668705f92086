#pragma once

#include "app/cli/storyteller.h"
#include "core/demo/demo.h"

namespace lockbox::cli {

/// The whole workflow, really played on a demo store through the door: each way in which a request can go, what is refused, and
/// what is on record at the end. The clock is moved where people would wait.
class DemoStory
{
public:
    DemoStory(LockboxService &service, Output &output, const Tenant &tenant);

    /// `goesOn` is asked before each chapter.
    Result<void> play(const std::function<bool()> &goesOn);

private:
    Result<void> introduce();
    Result<void> playWithoutLockbox();
    Result<void> playApproval();
    Result<void> playDenial();
    Result<void> playExpiry();
    Result<void> playRevocation();
    Result<void> playEarlyEnds();
    Result<void> showTheRecord();

    Result<void> require(bool approval);
    /// The next reference number of the story's own that no request has yet; an earlier story may have left some.
    Result<QString> freeReference();
    Result<AccessRequest> file(const QString &service, const QString &reason);
    /// The same, and the manager approves it.
    Result<AccessRequest> filePending(const QString &service, const QString &reason);
    Result<AccessRequest> approve(const QString &user, const AccessRequest &request);
    Result<void> wait(std::chrono::seconds time, const QString &why);
    Result<void> tellRecipients(const AccessRequest &request);
    /// Tells of a refusal; an error where there was none.
    template<typename T>
    Result<void> refused(const Result<T> &attempt);

    LockboxService &m_service;
    Storyteller m_tell;
    Tenant m_tenant;
    demo::Cast m_cast = demo::demoCast();
    Policy m_policy;    ///< As it is during the story.
    QString m_approved; ///< The request that the record is shown of.
    int m_number = 0;   ///< The last reference number's.
};

} // namespace lockbox::cli
