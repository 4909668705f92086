#pragma once

#include "core/base/timetext.h"
#include "tests/support/fakelockbox.h"

#include <condition_variable>
#include <mutex>

namespace lockbox::samples {

inline Timestamp noon()
{
    return *parseRfc3339(u"2026-02-05T12:00:00Z", QStringLiteral("time"));
}

inline LogHead head(qint64 size, const QString &root = QStringLiteral("root"))
{
    return {.origin = QStringLiteral("lockbox/contoso"),
            .size = size,
            .root = QStringLiteral("%1%2").arg(root).arg(size)};
}

inline LogAlarm alarm()
{
    return {.message = QStringLiteral("the store was rolled back"),
            .pinned = head(9),
            .present = head(5)};
}

/// A store's log as far as the console sees it; what it answers is a test's choice.
class FakeLog
{
public:
    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onNow = []() -> Result<Timestamp> { return noon(); };
            answerFor(*door);
            return door;
        };
    }

    /// Gives a door the answers that concern the log.
    void answerFor(FakeLockbox &door)
    {
        door.onLogState = [this](const Session &) {
            const std::lock_guard lock(m_mutex);
            ++m_reads;
            return m_state;
        };
        door.onVerifyLog = [this](const Session &session, const LogTrust &,
                                  const LogProgress &progress) {
            return verify(session, progress);
        };
    }

    void setState(const Result<LogState> &now)
    {
        const std::lock_guard lock(m_mutex);
        m_state = now;
    }
    void setVerification(const Result<LogVerification> &now)
    {
        const std::lock_guard lock(m_mutex);
        m_verification = now;
    }
    /// While it is closed, verifications stand at their first hundredth.
    void setGate(bool closed)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosed = closed;
        }
        m_opened.notify_all();
    }
    int verificationCount()
    {
        const std::lock_guard lock(m_mutex);
        return m_verifications;
    }
    int readCount()
    {
        const std::lock_guard lock(m_mutex);
        return m_reads;
    }

    /// Who verified last.
    QString verifier()
    {
        const std::lock_guard lock(m_mutex);
        return m_verifier;
    }

private:
    Result<LogVerification> verify(const Session &session, const LogProgress &progress)
    {
        std::unique_lock lock(m_mutex);
        ++m_verifications;
        m_verifier = session.userPrincipalName;
        for (qint64 done = 1; done <= 100; ++done) {
            lock.unlock();
            const bool goesOn = progress(done, 100);
            lock.lock();
            if (!goesOn)
                return failure(ErrorCode::Interrupted, QStringLiteral("stopped"));
            m_opened.wait_for(lock, std::chrono::milliseconds(20), [this] { return !m_isClosed; });
            if (m_isClosed)
                --done;
        }
        return m_verification;
    }

    Result<LogState> m_state = LogState{.head = head(5)};
    Result<LogVerification> m_verification = LogVerification{.head = head(5), .at = noon()};
    QString m_verifier;
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_isClosed = false;
    int m_verifications = 0;
    int m_reads = 0;
};

} // namespace lockbox::samples
