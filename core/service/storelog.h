#pragma once

#include "core/service/locallockbox.h"
#include "core/service/logkeyfile.h"
#include "core/service/logpins.h"
#include "core/store/logstore.h"
#include "core/store/tenantstore.h"

namespace lockbox {

/// A store's log together with what belongs to it outside of the store: the private key, and the pin.
class StoreLog
{
public:
    StoreLog(Database &database, const LocalOptions &options);

    /// Reads the key, and holds the log against the pin, which follows it where all is well. Not inside a writing transaction.
    Result<void> look();
    /// As the last look() found it.
    const std::optional<LogAlarm> &alarm() const { return m_alarm; }
    /// An alarm is a finding, too, where nothing else was found.
    void addAlarm(LogVerification &verification) const;
    /// What the last look() found remembered here.
    const std::optional<LogPin> &pin() const { return m_pin; }
    /// LogBroken while there is an alarm.
    Result<void> checkNoAlarm() const;

    Result<LogState> state();
    /// See LockboxService::checkpoint(). Opens a transaction where it signs.
    Result<QByteArray> checkpoint();
    /// See LockboxService::proof(); `leaf` is the hash of the event's bytes as they are. Inside a transaction.
    Result<QByteArray> proof(qint64 tenant, qint64 seq, const audit::Hash &leaf,
                             const QByteArray &checkpoint);

    /// What is done in one transaction; as if it had never been begun unless it is kept.
    class Change
    {
    public:
        explicit Change(StoreLog &log) : m_log(log), m_day(log.m_day) {}
        ~Change() { m_log.m_day = m_day; }
        Change(const Change &) = delete;
        Change &operator=(const Change &) = delete;
        /// To be called when the transaction was committed.
        void keep() { m_day = m_log.m_day; }

    private:
        StoreLog &m_log;
        std::optional<std::chrono::sys_days> m_day;
    };

    /// To be called inside the writing transaction of each Change, before its first event: on another day than the last time the log is
    /// signed as it was before.
    Result<void> beforeChange(qint64 tenant, Timestamp now);
    /// Signs what was changed through this object, and pins it; as far as that is possible just now.
    void leave();

    /// Takes the log as it is for the one to be expected.
    Result<void> repin();

private:
    Result<TenantRow> tenant();
    Result<std::optional<LogAlarm>> compared(const TenantRow &tenant, const LogRow &log);
    Result<bool> continues(qint64 tenant, const LogPin &pin, const LogRow &log);
    void readKey(const LogRow &log);

    Database &m_database;
    LocalOptions m_options;
    LogStore m_store;
    LogPinFile m_pins;
    std::optional<audit::SigningKey> m_key;
    QString m_noKeyReason;
    std::optional<LogAlarm> m_alarm;
    std::optional<LogPin> m_pin;
    std::optional<std::chrono::sys_days> m_day; ///< Of the last change through this object.
};

} // namespace lockbox
