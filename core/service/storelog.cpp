#include "core/service/storelog.h"

namespace lockbox {

QString logOrigin(const TenantId &tenant)
{
    return QStringLiteral("lockbox/") + tenant.toString();
}

QString logKeyPath(const LocalOptions &options, const audit::VerifierKey &key)
{
    if (!options.logKeyFile.isEmpty() || options.logFolder.isEmpty())
        return options.logKeyFile;
    const QString tenant = QString::fromUtf8(key.name).section(QLatin1Char('/'), -1);
    return QStringLiteral("%1/keys/%2-%3.key")
        .arg(options.logFolder, tenant)
        .arg(key.id, 8, 16, QLatin1Char('0'));
}

LogHead StoreLog::headOf(const TenantId &tenant, const audit::CompactTree &tree)
{
    return {.origin = logOrigin(tenant),
            .size = qint64(tree.size()),
            .root = QString::fromLatin1(audit::toBase64(tree.root()))};
}

StoreLog::StoreLog(Database &database, const LocalOptions &options)
    : m_database(database),
      m_options(options),
      m_store(database),
      m_pins(options.logFolder, database.path())
{}

Result<TenantRow> StoreLog::tenant()
{
    return TenantStore(m_database).first();
}

LogPin StoreLog::pinOf(const TenantRow &tenant, const LogRow &log)
{
    return {.head = headOf(tenant.tenant.id, log.tree), .verifierKey = log.verifier};
}

/// Whether the stored log goes on where the known one was.
Result<bool> StoreLog::continues(qint64 tenant, const LogPin &known, const LogRow &log)
{
    const auto root = audit::hashFromBase64(known.head.root.toLatin1());
    if (!root || known.head.size < 0)
        return false;
    const auto first = quint64(known.head.size);
    const quint64 second = log.tree.size();
    StoredTree hashes(m_store, tenant);
    const auto proof = audit::consistencyProof(first, second, hashes);
    if (!proof) {
        // Hashes that are missing are as good as wrong ones.
        if (proof.error().code == ErrorCode::LogBroken)
            return false;
        return failure(proof);
    }
    return audit::verifyConsistency(first, second, *root, log.tree.root(), *proof);
}

Result<QString> StoreLog::contradiction(const TenantRow &tenant, const LogRow &log,
                                        const LogPin &known)
{
    const LogPin present = pinOf(tenant, log);
    if (known == present)
        return QString();
    if (known.head.origin != present.head.origin)
        return QStringLiteral("this is another log than %1").arg(known.head.origin);
    if (known.verifierKey != present.verifierKey)
        return QStringLiteral("the log's public key was exchanged: it was %1 and now is %2")
            .arg(known.verifierKey, present.verifierKey);
    if (present.head.size < known.head.size)
        return QStringLiteral("the log was rolled back or cut off");
    const auto goesOn = continues(tenant.key, known, log);
    if (!goesOn)
        return failure(goesOn);
    return *goesOn ? QString() : QStringLiteral("the log was forked: its past is another one");
}

static QString inWords(const LogHead &head)
{
    return QStringLiteral("%1 events with the root %2").arg(head.size).arg(head.root);
}

Result<std::optional<LogAlarm>> StoreLog::compared(const TenantRow &tenant, const LogRow &log,
                                                   const LogPin &known)
{
    const auto what = contradiction(tenant, log, known);
    if (!what)
        return failure(what);
    if (what->isEmpty())
        return std::nullopt;
    const LogHead present = headOf(tenant.tenant.id, log.tree);
    return LogAlarm{.message = QStringLiteral("%1: it was last seen here with %2, and now has %3")
                                   .arg(*what, inWords(known.head), inWords(present)),
                    .pinned = known.head,
                    .present = present};
}

/// Holds the log against all that is known of it: `pins`, and what this object itself has seen.
Result<void> StoreLog::compareAll(const TenantRow &tenant, const LogRow &log,
                                  const std::vector<LogPin> &pins)
{
    // A pin goes back only where somebody has said that it should; then what was known before counts no more.
    if (m_pinned && (pins.empty() || pins.front().head.size < m_pinned->head.size))
        m_known.reset();
    m_alarm.reset();
    m_pin = pins.empty() ? std::nullopt : std::optional(pins.front());
    std::vector<LogPin> all = pins;
    if (m_known)
        all.push_back(*m_known);
    for (const LogPin &known : all) {
        const auto alarm = compared(tenant, log, known);
        if (!alarm)
            return failure(alarm);
        if (*alarm) {
            m_alarm = *alarm;
            m_pin = known;
            break;
        }
    }
    return {};
}

Result<void> StoreLog::look()
{
    m_lookedAt = std::chrono::steady_clock::now();
    // The pins first: what is pinned was committed before, so that an honest log is never shorter.
    const auto pins = m_pins.read();
    Transaction transaction(m_database, Transaction::Kind::Read);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    const auto who = tenant();
    if (!who)
        return failure(who);
    const auto log = m_store.head(who->key);
    if (pins && !log && log.error().code != ErrorCode::LogBroken)
        return failure(log);
    if (!pins || !log) {
        m_alarm = LogAlarm{.message = pins ? log.error().message : pins.error().message,
                           .pinned = pins && !pins->empty() ? pins->front().head : LogHead(),
                           .present = log ? headOf(who->tenant.id, log->tree) : LogHead()};
        return {};
    }
    if (auto ok = compareAll(*who, *log, *pins); !ok)
        return ok;
    if (auto ok = readKey(*who, *log); !ok)
        return ok;
    if (auto ok = transaction.commit(); !ok)
        return ok;
    if (m_alarm)
        return {};
    // What was read before stays: a log is held against what was seen of it earlier, not against itself.
    m_known = pinOf(*who, *log);
    m_pinned = pins->empty() ? std::nullopt : std::optional(pins->front());
    remember();
    return {};
}

Result<void> StoreLog::lookNowAndThen()
{
    if (m_alarm || std::chrono::steady_clock::now() - m_lookedAt < m_options.lookEvery)
        return {};
    if (auto ok = look(); !ok)
        return ok;
    return checkNoAlarm();
}

/// Remembers what is known. Where that can't be done, what was remembered before is still good.
void StoreLog::remember()
{
    const auto raised = m_pins.raise(*m_known);
    m_pinTrouble = raised ? QString() : raised.error().message;
    if (raised && (!m_pinned || m_pinned->head.size < m_known->head.size))
        m_pinned = m_known;
}

Result<void> StoreLog::checkNoAlarm() const
{
    if (!m_alarm)
        return {};
    return failure(ErrorCode::LogBroken,
                   QStringLiteral("nothing is changed while the history is in doubt: %1")
                       .arg(m_alarm->message));
}

void StoreLog::addAlarm(LogVerification &verification) const
{
    if (m_alarm && !verification.finding)
        verification.finding = {.field = QStringLiteral("pin"), .message = m_alarm->message};
}

Result<LogState> StoreLog::state()
{
    if (auto ok = look(); !ok)
        return failure(ok);
    Transaction transaction(m_database, Transaction::Kind::Read);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    const auto who = tenant();
    if (!who)
        return failure(who);
    const auto log = m_store.head(who->key);
    if (!log && m_alarm)
        return LogState{.head = {.origin = logOrigin(who->tenant.id)},
                        .cannotSignReason = m_alarm->message,
                        .alarm = m_alarm};
    if (!log)
        return failure(log);
    LogState state{.head = headOf(who->tenant.id, log->tree),
                   .verifierKey = log->verifier,
                   .canSign = m_key.has_value() && !m_alarm && !m_database.isReadOnly(),
                   .cannotSignReason = m_alarm ? m_alarm->message : m_noKeyReason,
                   .pinned = m_pin ? std::optional(m_pin->head) : std::nullopt,
                   .pinTrouble = m_pinTrouble,
                   .alarm = m_alarm};
    if (!state.canSign && state.cannotSignReason.isEmpty())
        state.cannotSignReason = QStringLiteral("the store can't be written");
    // A checkpoint that is none covers nothing; a verification says what is wrong with it.
    if (const auto newest = m_store.checkedCheckpoint(who->key); newest && *newest)
        state.signedSize = (*newest)->size;
    else if (!newest && newest.error().code != ErrorCode::LogBroken)
        return failure(newest);
    return state;
}

StoreLog::Change::~Change()
{
    if (!m_isKept)
        m_log.m_day = m_day;
    m_log.m_isChanging = false;
}

Result<void> StoreLog::Change::commit(Transaction &transaction)
{
    std::optional<LogPin> written;
    if (m_log.m_isChanging) {
        const auto who = m_log.tenant();
        if (!who)
            return failure(who);
        const auto log = m_log.m_store.head(who->key);
        if (!log)
            return failure(log);
        written = pinOf(*who, *log);
    }
    if (auto ok = transaction.commit(); !ok)
        return ok;
    m_isKept = true;
    if (written) {
        m_log.m_known = written;
        m_log.rememberNowAndThen();
    }
    return {};
}

/// A pin at each change would cost more than the change.
void StoreLog::rememberNowAndThen()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lookedAt < m_options.lookEvery)
        return;
    m_lookedAt = now;
    remember();
}

Result<void> StoreLog::beforeChange(const TenantRow &tenant, Timestamp now)
{
    if (std::exchange(m_isChanging, true))
        return {};
    const auto log = m_store.head(tenant.key);
    if (!log)
        return failure(log);
    if (m_known) {
        auto alarm = compared(tenant, *log, *m_known);
        if (!alarm)
            return failure(alarm);
        if (*alarm) {
            m_alarm = *alarm;
            m_pin = m_known;
        }
    }
    if (auto ok = checkNoAlarm(); !ok)
        return ok;
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (m_day == today)
        return {};
    m_day = today;
    if (!m_key || log->tree.size() == 0)
        return {};
    // Without a key that signs, the log goes on unsigned.
    const auto note = sign(tenant);
    return note || !m_key ? Result<void>() : failure(note);
}

Result<void> StoreLog::repin()
{
    const auto who = tenant();
    if (!who)
        return failure(who);
    const auto log = m_store.head(who->key);
    if (!log)
        return failure(log);
    const LogPin present = pinOf(*who, *log);
    if (auto ok = m_pins.replace(present); !ok)
        return ok;
    m_known.reset();
    return repinKey(present);
}

} // namespace lockbox
