#include "core/service/localservice.h"
#include "core/service/logverifier.h"

namespace lockbox {

using rules::Operation;

template<typename T, typename Body>
Result<T> LocalLockbox::readingLog(const Session &session, Body body)
{
    return reading<T>(session, [&](const Scene &here) -> Result<T> {
        if (const auto role = rules::permission(here.actor, Operation::ReadEvents); !role)
            return failure(role);
        return body(here);
    });
}

Result<void> LocalLockbox::mayReadLog(const Session &session)
{
    const auto may = readingLog<bool>(session, [](const Scene &) { return Result<bool>(true); });
    return may ? Result<void>() : failure(may);
}

Result<LogState> LocalLockbox::logState(const Session &session)
{
    if (auto ok = mayReadLog(session); !ok)
        return failure(ok);
    return m_log.state();
}

Result<QByteArray> LocalLockbox::checkpoint(const Session &session)
{
    if (auto ok = mayReadLog(session); !ok)
        return failure(ok);
    return m_log.checkpoint();
}

/// The bytes of an event that the caller may see.
Result<QByteArray> LocalLockbox::leafOf(const Scene &here, qint64 seq)
{
    const auto leaf = m_events.leaf(here.key(), seq, visibilityOf(here.actor));
    if (!leaf)
        return failure(leaf);
    if (!*leaf)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no event %1").arg(seq));
    return **leaf;
}

Result<QByteArray> LocalLockbox::leaf(const Session &session, qint64 seq)
{
    return readingLog<QByteArray>(session, [&](const Scene &here) { return leafOf(here, seq); });
}

Result<QByteArray> LocalLockbox::proof(const Session &session, qint64 seq,
                                       const QByteArray &checkpoint)
{
    return readingLog<QByteArray>(session, [&](const Scene &here) -> Result<QByteArray> {
        const auto leaf = leafOf(here, seq);
        if (!leaf)
            return leaf;
        return m_log.proof(here.key(), seq, audit::leafHash(*leaf), checkpoint);
    });
}

Result<LogVerification> LocalLockbox::verifyLog(const Session &session, const LogTrust &trust,
                                                const LogProgress &progress)
{
    if (auto ok = mayReadLog(session); !ok)
        return failure(ok);
    // Against what is remembered by now, not when the store was opened.
    if (auto ok = m_log.look(); !ok)
        return failure(ok);
    return readingLog<LogVerification>(session, [&](const Scene &here) {
        auto result = LogVerifier(*m_database, here.tenant, m_log.pin(), trust).run(progress);
        if (result) {
            result->at = here.now;
            m_log.addAlarm(*result);
        }
        return result;
    });
}

} // namespace lockbox
