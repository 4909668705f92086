#include "core/service/storelog.h"

#include "core/audit/tlogproof.h"

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

static LogHead headOf(const TenantId &tenant, const audit::CompactTree &tree)
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

void StoreLog::readKey(const LogRow &log)
{
    m_key.reset();
    const auto verifier = audit::VerifierKey::parse(log.verifier.toUtf8());
    const QString path = verifier ? logKeyPath(m_options, *verifier) : QString();
    if (!verifier) {
        m_noKeyReason = QStringLiteral("this log has no key");
    } else if (path.isEmpty()) {
        m_noKeyReason = QStringLiteral("the log's private key is not at hand");
    } else if (auto key = LogKeyFile(path).read(); !key) {
        m_noKeyReason = key.error().message;
    } else if (key->verifier() != *verifier) {
        m_noKeyReason = QStringLiteral("the private key at %1 is not this log's").arg(path);
    } else {
        m_key = *key;
        m_noKeyReason.clear();
    }
}

static QString inWords(const LogHead &head)
{
    return QStringLiteral("%1 events with the root %2").arg(head.size).arg(head.root);
}

/// Whether the stored log goes on where the pinned one was.
Result<bool> StoreLog::continues(qint64 tenant, const LogPin &pin, const LogRow &log)
{
    const auto pinned = audit::hashFromBase64(pin.head.root.toLatin1());
    if (!pinned || pin.head.size < 0)
        return false;
    const auto first = quint64(pin.head.size);
    const quint64 second = log.tree.size();
    StoredTree hashes(m_store, tenant);
    const auto proof = audit::consistencyProof(first, second, hashes);
    if (!proof) {
        // Hashes that are missing are as good as wrong ones.
        if (proof.error().code == ErrorCode::LogBroken)
            return false;
        return failure(proof);
    }
    return audit::verifyConsistency(first, second, *pinned, log.tree.root(), *proof);
}

Result<std::optional<LogAlarm>> StoreLog::compared(const TenantRow &tenant, const LogRow &log)
{
    const LogHead present = headOf(tenant.tenant.id, log.tree);
    const auto alarm = [&](const QString &what, const LogPin &pin) {
        return LogAlarm{.message =
                            QStringLiteral("%1: it was last seen here with %2, and now has %3")
                                .arg(what, inWords(pin.head), inWords(present)),
                        .pinned = pin.head,
                        .present = present};
    };
    if (!m_pin)
        return std::nullopt;
    if (m_pin->head.origin != present.origin)
        return alarm(QStringLiteral("this is another log than %1").arg(m_pin->head.origin), *m_pin);
    if (m_pin->verifierKey != log.verifier)
        return alarm(QStringLiteral("the log's public key was exchanged: it was %1 and now is %2")
                         .arg(m_pin->verifierKey, log.verifier),
                     *m_pin);
    if (present.size < m_pin->head.size)
        return alarm(QStringLiteral("the log was rolled back or cut off"), *m_pin);
    const auto fits = continues(tenant.key, *m_pin, log);
    if (!fits)
        return failure(fits);
    if (!*fits)
        return alarm(QStringLiteral("the log was forked: its past is another one"), *m_pin);
    return std::nullopt;
}

Result<TenantRow> StoreLog::tenant()
{
    return TenantStore(m_database).first();
}

Result<void> StoreLog::look()
{
    // The pin first: what is pinned was committed before, so that an honest log is never shorter.
    const auto pin = m_pins.read();
    Transaction transaction(m_database, Transaction::Kind::Read);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    const auto who = tenant();
    if (!who)
        return failure(who);
    const auto log = m_store.head(who->key);
    const auto broken = [&](const Error &error) {
        m_alarm = LogAlarm{.message = error.message,
                           .pinned = m_pin ? m_pin->head : LogHead(),
                           .present = log ? headOf(who->tenant.id, log->tree) : LogHead()};
        return Result<void>();
    };
    if (!pin)
        return broken(pin.error());
    m_pin = *pin;
    if (!log)
        return log.error().code == ErrorCode::LogBroken ? broken(log.error()) : failure(log);
    readKey(*log);
    if (m_key && m_key->verifier().name != logOrigin(who->tenant.id).toUtf8()) {
        m_key.reset();
        m_noKeyReason = QStringLiteral("the log's public key is that of another log");
    }
    const auto alarm = compared(*who, *log);
    if (!alarm)
        return failure(alarm);
    m_alarm = *alarm;
    if (auto ok = transaction.commit(); !ok)
        return ok;
    const LogPin seen{.head = headOf(who->tenant.id, log->tree), .verifierKey = log->verifier};
    // Where it can't be remembered, what was remembered before is still good. What was read stays: a log is held against what was
    // seen of it earlier, not against itself.
    if (!m_alarm && (!m_pin || m_pin->head.size < seen.head.size))
        (void)m_pins.raise(seen);
    return {};
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
                   .alarm = m_alarm};
    if (!state.canSign && state.cannotSignReason.isEmpty())
        state.cannotSignReason = QStringLiteral("the store can't be written");
    const auto newest = m_store.newestCheckpoint(who->key);
    if (!newest)
        return failure(newest);
    const auto key = audit::VerifierKey::parse(log->verifier.toUtf8());
    if (*newest && key && audit::openCheckpoint((*newest)->note, *key))
        state.signedSize = (*newest)->size;
    return state;
}

Result<QByteArray> StoreLog::checkpoint()
{
    if (auto ok = look(); !ok)
        return failure(ok);
    if (auto ok = checkNoAlarm(); !ok)
        return failure(ok);
    const auto who = tenant();
    if (!who)
        return failure(who);
    if (m_key && !m_database.isReadOnly()) {
        Transaction transaction(m_database, Transaction::Kind::Write);
        if (auto ok = transaction.begun(); !ok)
            return failure(ok);
        auto note = m_store.sign(who->key, *m_key);
        if (!note)
            return note;
        if (auto ok = transaction.commit(); !ok)
            return failure(ok);
        return note;
    }
    const auto newest = m_store.newestCheckpoint(who->key);
    if (!newest)
        return failure(newest);
    if (!*newest)
        return failure(
            ErrorCode::NotSupported,
            QStringLiteral("there is no checkpoint, and none can be made here: %1")
                .arg(m_key ? QStringLiteral("the store can't be written") : m_noKeyReason));
    return (*newest)->note;
}

Result<QByteArray> StoreLog::proof(qint64 tenantKey, qint64 seq, const audit::Hash &leaf,
                                   const QByteArray &checkpoint)
{
    const auto log = m_store.head(tenantKey);
    if (!log)
        return failure(log);
    const auto key = audit::VerifierKey::parse(log->verifier.toUtf8());
    if (!key)
        return failure(ErrorCode::NotSupported, QStringLiteral("this log has no key"));
    const auto signedHead = audit::openCheckpoint(checkpoint, *key);
    if (!signedHead)
        return failure(signedHead);
    if (signedHead->size > log->tree.size())
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the checkpoint covers %1 events, the log has only %2")
                           .arg(signedHead->size)
                           .arg(log->tree.size()));
    if (seq < 1 || quint64(seq) > signedHead->size)
        return failure(ErrorCode::NotFound,
                       QStringLiteral("the checkpoint covers %1 events, and so not event %2")
                           .arg(signedHead->size)
                           .arg(seq));
    StoredTree hashes(m_store, tenantKey);
    const auto index = quint64(seq) - 1;
    const auto path = audit::inclusionProof(index, signedHead->size, hashes);
    if (!path)
        return failure(path);
    const audit::TlogProof proof{
        .extra = std::nullopt, .index = index, .hashes = *path, .checkpoint = checkpoint};
    // A proof that proves nothing must not go out of the house.
    if (const auto proved = audit::verifyTlogProof(proof, leaf, *key); !proved)
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("event %1 can't be proved: its bytes are not those that the "
                                      "log holds")
                           .arg(seq));
    return proof.toBytes();
}

Result<void> StoreLog::beforeChange(qint64 tenantKey, Timestamp now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (m_day == today)
        return {};
    m_day = today;
    const auto size = m_store.size(tenantKey);
    if (!size)
        return failure(size);
    if (!m_key || *size == 0)
        return {};
    const auto note = m_store.sign(tenantKey, *m_key);
    return note ? Result<void>() : failure(note);
}

void StoreLog::leave()
{
    if (!m_day || m_alarm)
        return;
    // Nothing is signed that does not go on from what was seen before.
    if (const auto looked = look(); !looked || m_alarm || !m_key)
        return;
    Transaction transaction(m_database, Transaction::Kind::WriteIfFree);
    if (!transaction.begun())
        return;
    const auto who = tenant();
    if (who && m_store.sign(who->key, *m_key))
        (void)transaction.commit();
}

Result<void> StoreLog::repin()
{
    const auto who = tenant();
    if (!who)
        return failure(who);
    const auto log = m_store.head(who->key);
    if (!log)
        return failure(log);
    return m_pins.replace(
        {.head = headOf(who->tenant.id, log->tree), .verifierKey = log->verifier});
}

} // namespace lockbox
