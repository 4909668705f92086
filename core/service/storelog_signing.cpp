#include "core/audit/tlogproof.h"
#include "core/service/storelog.h"

namespace lockbox {

Result<void> StoreLog::readKey(const TenantRow &tenant, const LogRow &log)
{
    m_key.reset();
    m_signed.reset();
    const auto verifier = audit::VerifierKey::parse(log.verifier.toUtf8());
    const QString path = verifier ? logKeyPath(m_options, *verifier) : QString();
    if (!verifier) {
        m_noKeyReason = QStringLiteral("this log has no key");
        return {};
    }
    if (path.isEmpty()) {
        m_noKeyReason = QStringLiteral("the log's private key is not at hand");
        return {};
    }
    const LogKeyFile file(path);
    const auto key = file.read();
    if (!key)
        m_noKeyReason = key.error().message;
    else if (key->key.verifier() != *verifier)
        m_noKeyReason = QStringLiteral("the private key at %1 is not this log's").arg(path);
    else if (verifier->name != logOrigin(tenant.tenant.id).toUtf8())
        m_noKeyReason = QStringLiteral("the log's public key is that of another log");
    else
        return takeKey(tenant, log, *key, file.lastSigned());
    return {};
}

/// A key that has signed something else than this log's past signs it no more.
Result<void> StoreLog::takeKey(const TenantRow &tenant, const LogRow &log, const LogKey &key,
                               const LogPinFile &lastSigned)
{
    m_noKeyReason.clear();
    if (!key.isShared && !m_alarm) {
        // The first log that a key is met with is the one that it signs.
        const auto known = lastSigned.read();
        const auto ok = !known   ? failure(known)
                        : *known ? checkSigned(tenant, log, **known)
                                 : lastSigned.raise(pinOf(tenant, log));
        if (!ok && ok.error().code != ErrorCode::LogBroken
            && ok.error().code != ErrorCode::StoreUnwritable)
            return ok;
        if (!ok) {
            m_noKeyReason = ok.error().message;
            return {};
        }
        m_signed = lastSigned;
    }
    m_key = key.key;
    return {};
}

Result<void> StoreLog::checkSigned(const TenantRow &tenant, const LogRow &log, const LogPin &known)
{
    const auto what = contradiction(tenant, log, known);
    if (!what)
        return failure(what);
    if (what->isEmpty())
        return {};
    return failure(
        ErrorCode::LogBroken,
        QStringLiteral("the log's private key has already signed %1 events with the root "
                       "%2, and does not sign another past: %3")
            .arg(known.head.size)
            .arg(known.head.root, *what));
}

/// To be called inside a writing transaction that has told nothing yet: what is signed has been committed. Where the key is in doubt by
/// now, it is given up.
Result<QByteArray> StoreLog::sign(const TenantRow &tenant)
{
    const auto log = m_store.head(tenant.key);
    if (!log)
        return failure(log);
    const auto remember = [&]() -> Result<void> {
        if (!m_signed)
            return {};
        const auto raised = m_signed->raise(pinOf(tenant, *log), [&](const LogPin &known) {
            return checkSigned(tenant, *log, known);
        });
        if (!raised) {
            m_key.reset();
            m_noKeyReason = raised.error().message;
        }
        return raised;
    };
    const audit::SigningKey key = *m_key;
    return m_store.sign(tenant.key, key, remember);
}

Result<void> StoreLog::repinKey(const LogPin &present)
{
    const auto verifier = audit::VerifierKey::parse(present.verifierKey.toUtf8());
    const QString path = verifier ? logKeyPath(m_options, *verifier) : QString();
    if (path.isEmpty())
        return {};
    const LogKeyFile file(path);
    const auto key = file.read();
    if (!key || key->isShared || key->key.verifier() != *verifier)
        return {};
    return file.lastSigned().replace(present);
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
        auto note = sign(*who);
        if (!note)
            return note;
        if (auto ok = transaction.commit(); !ok)
            return failure(ok);
        return note;
    }
    const auto newest = m_store.checkedCheckpoint(who->key);
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
    if (who && sign(*who))
        (void)transaction.commit();
}

} // namespace lockbox
