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
    /// What the last look() found remembered here; where there is an alarm, what that is about.
    const std::optional<LogPin> &pin() const { return m_pin; }
    /// As look(), unless that was a few seconds ago. LogBroken where it finds an alarm that there wasn't before.
    Result<void> lookNowAndThen();
    /// LogBroken while there is an alarm.
    Result<void> checkNoAlarm() const;

    Result<LogState> state();
    /// See LockboxService::checkpoint(). Opens a transaction where it signs.
    Result<QByteArray> checkpoint();
    /// See LockboxService::proof(); `leaf` is the hash of the event's bytes as they are. Inside a transaction.
    Result<QByteArray> proof(qint64 tenant, qint64 seq, const audit::Hash &leaf,
                             const QByteArray &checkpoint);

    /// What is done in one transaction; as if it had never been begun unless that is committed.
    class Change
    {
    public:
        explicit Change(StoreLog &log) : m_log(log), m_day(log.m_day) { log.m_isChanging = false; }
        ~Change();
        Change(const Change &) = delete;
        Change &operator=(const Change &) = delete;
        Result<void> commit(Transaction &transaction);

    private:
        StoreLog &m_log;
        std::optional<std::chrono::sys_days> m_day;
        bool m_isKept = false;
    };

    /// To be called inside the writing transaction of each Change, before its first event. The log must go on from where this object knew
    /// it, else there is an alarm; on another day than the last time it is signed as it was before.
    Result<void> beforeChange(const TenantRow &tenant, Timestamp now);
    /// Signs what was changed through this object, and pins it; as far as that is possible just now.
    void leave();

    /// Takes the log as it is for the one to be expected.
    Result<void> repin();

private:
    static LogHead headOf(const TenantId &tenant, const audit::CompactTree &tree);
    static LogPin pinOf(const TenantRow &tenant, const LogRow &log);
    Result<TenantRow> tenant();
    Result<bool> continues(qint64 tenant, const LogPin &known, const LogRow &log);
    /// In what the log is not what was known of it; empty where it goes on from there.
    Result<QString> contradiction(const TenantRow &tenant, const LogRow &log, const LogPin &known);
    Result<std::optional<LogAlarm>> compared(const TenantRow &tenant, const LogRow &log,
                                             const LogPin &known);
    Result<void> compareAll(const TenantRow &tenant, const LogRow &log,
                            const std::vector<LogPin> &pins);
    void remember();
    void rememberNowAndThen();

    Result<void> readKey(const TenantRow &tenant, const LogRow &log);
    Result<void> takeKey(const TenantRow &tenant, const LogRow &log, const LogKey &key,
                         const LogPinFile &lastSigned);
    Result<void> checkSigned(const TenantRow &tenant, const LogRow &log, const LogPin &known);
    Result<QByteArray> sign(const TenantRow &tenant);
    Result<void> repinKey(const LogPin &present);

    Database &m_database;
    LocalOptions m_options;
    LogStore m_store;
    LogPins m_pins;
    std::optional<audit::SigningKey> m_key;
    std::optional<LogPinFile> m_signed; ///< What the key has signed last; nothing for a shared one.
    QString m_noKeyReason;
    std::optional<LogAlarm> m_alarm;
    std::optional<LogPin> m_pin;
    std::optional<LogPin> m_known;  ///< As this object has read or written it last.
    std::optional<LogPin> m_pinned; ///< As this object has seen it remembered last.
    QString m_pinTrouble;           ///< Why it couldn't be remembered.
    std::chrono::steady_clock::time_point m_lookedAt;
    std::optional<std::chrono::sys_days> m_day; ///< Of the last change through this object.
    bool m_isChanging = false;                  ///< The present Change has told something.
};

} // namespace lockbox
