#include "ui/async/logwatch.h"

#include "ui/async/longcall.h"
#include "ui/async/servicerunner.h"

#include <utility>

namespace lockbox::ui {

namespace {

/// A log that is too broken to be looked at is a finding as well.
Result<LogVerification> verified(LockboxService &service, const Session &session,
                                 const LogProgress &progress)
{
    const auto verification = service.verifyLog(session, {}, progress);
    if (verification || verification.error().code != ErrorCode::LogBroken)
        return verification;
    const auto now = service.now();
    if (!now)
        return failure(now);
    return LogVerification{
        .head = {}, .at = *now, .finding = LogFinding{.message = verification.error().message}};
}

} // namespace

LogWatch::LogWatch(ServiceRunner &runner, ServiceFactory factory, QObject *parent)
    : QObject(parent), m_runner(runner), m_call(new LongCall(std::move(factory), this))
{
    connect(m_call, &LongCall::progressed, this, [this](qint64 done, qint64 total) {
        m_progress = Progress{.done = done, .total = total};
        emit changed();
    });
}

LogWatch::~LogWatch() = default;

void LogWatch::setInfo(const StoreInfo &info)
{
    const bool isOther = info.location != m_location;
    if (!isOther && info.alarm == m_alarm)
        return;
    if (isOther) {
        m_location = info.location;
        m_check = LogMemory(m_location).check();
        m_state.reset();
    }
    m_alarm = info.alarm;
    emit changed();
}

void LogWatch::setReader(const Session &session, bool mayRead)
{
    if (session == m_session && mayRead == m_mayRead)
        return;
    m_session = session;
    m_mayRead = mayRead;
    if (!mayRead)
        stop();
    emit changed();
}

void LogWatch::refresh()
{
    if (!m_mayRead)
        return;
    m_runner.run<LogState>(
        this, QStringLiteral("log.state"),
        [session = m_session](LockboxService &service) { return service.logState(session); },
        [this, session = m_session](const Result<LogState> &state) {
            // Somebody else may have signed in meanwhile.
            if (m_mayRead && session == m_session)
                onState(state);
        });
}

void LogWatch::onState(const Result<LogState> &state)
{
    if (!state) {
        // A verification says what is broken.
        if (state.error().code == ErrorCode::LogBroken && m_isFirst)
            verify();
        return;
    }
    m_state = *state;
    m_alarm = state->alarm;
    if (m_check && !isOfThisLog(*m_check)) {
        m_check.reset();
        LogMemory(m_location).forget();
    }
    emit changed();
    if (!m_alarm && std::exchange(m_isFirst, false) && m_state->head.size <= smallLog)
        verify();
}

bool LogWatch::isOfThisLog(const LogCheck &check) const
{
    const LogHead &head = m_state->head;
    if (check.head.origin != head.origin)
        return false;
    if (check.finding)
        return true; // a broken log is not mended by growing or shrinking
    return check.head.size < head.size || check.head == head;
}

void LogWatch::verify()
{
    if (!m_mayRead || m_call->isRunning())
        return;
    m_isFirst = false;
    m_progress = Progress{.done = 0, .total = m_state ? m_state->head.size : 0};
    m_call->start<LogVerification>(
        [session = m_session](LockboxService &service, const LogProgress &progress) {
            return ui::verified(service, session, progress);
        },
        [this](const Result<LogVerification> &verification) { onVerified(verification); });
    emit changed();
}

void LogWatch::stop()
{
    m_call->stop();
}

void LogWatch::onVerified(const Result<LogVerification> &verification)
{
    m_progress.reset();
    if (verification) {
        const bool isBare = verification->head.origin.isEmpty() && m_state;
        take({.head = isBare ? m_state->head : verification->head,
              .at = verification->at,
              .finding = verification->finding});
        emit verified(*m_check);
        refresh();
        return;
    }
    emit changed();
    if (verification.error().code != ErrorCode::Interrupted)
        emit failed(verification.error());
}

void LogWatch::take(const LogCheck &check)
{
    m_check = check;
    LogMemory(m_location).keep(check);
    emit changed();
}

LogWatch::Face LogWatch::face() const
{
    if (!m_mayRead)
        return Face::Hidden;
    if (m_alarm)
        return Face::Alarm;
    if (m_progress)
        return Face::Verifying;
    if (hasFailed())
        return Face::Failed;
    if (!m_state)
        return Face::Hidden;
    if (!m_check)
        return Face::Unverified;
    return newEvents() > 0 ? Face::Grown : Face::Verified;
}

qint64 LogWatch::newEvents() const
{
    return m_state && m_check ? std::max<qint64>(0, m_state->head.size - m_check->head.size) : 0;
}

} // namespace lockbox::ui
