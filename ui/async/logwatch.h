#pragma once

#include "core/service/lockboxservice.h"
#include "ui/async/logmemory.h"

#include <QObject>

namespace lockbox::ui {

class LongCall;
class ServiceRunner;

/// What the console knows of the store's log: where it stands, when it was verified here and what
/// that came to, and whether an alarm stands. Verifies it on a thread of its own.
class LogWatch : public QObject
{
    Q_OBJECT

public:
    /// What is to be told of the log, the most urgent of what there is.
    enum class Face {
        Hidden,     ///< Not for this account, or there is no log.
        Unverified, ///< Never verified here.
        Verified,   ///< As it is now.
        Grown,      ///< Verified, and there are new events since.
        Verifying,
        Failed, ///< The last verification found something.
        Alarm,  ///< It is not the log that was last seen here.
    };

    /// How far a verification is.
    struct Progress {
        qint64 done = 0;
        qint64 total = 0;

        /// 0 to 100, in whole per cent.
        int percent() const { return total > 0 ? static_cast<int>(done * 100 / total) : 0; }
    };

    LogWatch(ServiceRunner &runner, ServiceFactory factory, QObject *parent = nullptr);
    ~LogWatch() override;

    void setInfo(const StoreInfo &info);
    /// Who reads from now on. A verification by somebody who may no longer read the log is stopped.
    void setReader(const Session &session, bool mayRead);

    /// Reads where the log stands. The first time, a log that is not large is verified as well.
    void refresh();
    void verify();
    void stop();

    Face face() const;
    bool mayRead() const { return m_mayRead; }
    const std::optional<LogState> &state() const { return m_state; }
    /// What the last verification came to, if it was of this log.
    const std::optional<LogCheck> &check() const { return m_check; }
    const std::optional<LogAlarm> &alarm() const { return m_alarm; }
    bool hasFailed() const { return m_check && m_check->finding; }
    const std::optional<Progress> &progress() const { return m_progress; }
    /// How many events have come since the last verification.
    qint64 newEvents() const;

    /// Larger ones are verified on demand only.
    static constexpr qint64 smallLog = 20000;

signals:
    void changed();
    /// A verification came to an end.
    void verified(const lockbox::ui::LogCheck &check);
    /// A verification could not be made; nothing is said about the log. Not told where it was
    /// stopped.
    void failed(const lockbox::Error &error);

private:
    void onState(const Result<LogState> &state);
    void onVerified(const Result<LogVerification> &verification);
    void take(const LogCheck &check);
    /// Whether the log, as it is now, can have come from what was verified.
    bool isOfThisLog(const LogCheck &check) const;

    ServiceRunner &m_runner;
    LongCall *m_call;
    Session m_session;
    bool m_mayRead = false;
    bool m_isFirst = true; ///< Nothing was verified since the program's start.
    QString m_location;
    std::optional<LogState> m_state;
    std::optional<LogCheck> m_check;
    std::optional<LogAlarm> m_alarm;
    std::optional<Progress> m_progress;
};

} // namespace lockbox::ui
