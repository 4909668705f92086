#include "core/service/logverifier.h"

#include <algorithm>

namespace lockbox {

/// A signed state of the log: at its size the root must be this.
LogVerifier::Step LogVerifier::expectNote(const QByteArray &note, const QString &who,
                                          std::optional<qint64> size)
{
    const auto opened =
        m_key ? audit::openCheckpoint(note, *m_key)
              : Result<audit::Checkpoint>(
                  failure(ErrorCode::LogBroken, QStringLiteral("the log has no key to sign with")));
    if (!opened || (size && *size != qint64(opened->size)))
        return wrong(
            {.field = QStringLiteral("checkpoint"),
             .message =
                 QStringLiteral("%1 is wrong: %2")
                     .arg(who, opened ? QStringLiteral("it covers %1 events").arg(opened->size)
                                      : opened.error().message)});
    m_expected.push_back(
        {.size = opened->size, .root = opened->root, .who = who, .isSigned = true});
    return true;
}

LogVerifier::Step LogVerifier::expectCheckpoints()
{
    m_checkpointRows.emplace(m_database, m_tenant.key);
    if (auto ok = m_checkpointRows->begin(); !ok)
        return unreadableCheckpoint(ok.error());
    if (auto ok = nextCheckpoint(); !ok || !*ok)
        return ok;
    if (m_key && !m_checkpoint)
        return wrong({.field = QStringLiteral("checkpoint"),
                      .message = QStringLiteral("the log has a key, but no checkpoint is left")});
    if (!m_trust.checkpoint.isEmpty())
        return expectNote(m_trust.checkpoint, QStringLiteral("the given checkpoint"), std::nullopt);
    return true;
}

LogVerifier::Step LogVerifier::unreadableCheckpoint(const Error &error)
{
    if (error.code != ErrorCode::StoreDamaged)
        return Failure(error);
    return wrong(
        {.field = QStringLiteral("checkpoint"),
         .message = QStringLiteral("a stored checkpoint can't be read: %1").arg(error.message)});
}

LogVerifier::Step LogVerifier::nextCheckpoint()
{
    auto next = m_checkpointRows->next();
    if (!next)
        return unreadableCheckpoint(next.error());
    m_checkpoint = std::move(*next);
    if (!m_checkpoint)
        return true;
    ++m_checkpoints;
    if (!m_checkpoint->note.isEmpty())
        return true;
    return wrong({.field = QStringLiteral("checkpoint"),
                  .message = QStringLiteral("the stored checkpoint over %1 events is empty, or "
                                            "longer than any that this program writes")
                                 .arg(m_checkpoint->size)});
}

/// Takes in the stored checkpoints up to the tree's size; at the end of the leaves, the first that
/// is left.
LogVerifier::Step LogVerifier::expectStored(bool isEnd)
{
    while (m_checkpoint && (isEnd || m_checkpoint->size <= qint64(m_tree.size()))) {
        const QString who =
            QStringLiteral("the stored checkpoint over %1 events").arg(m_checkpoint->size);
        if (auto ok = expectNote(m_checkpoint->note, who, m_checkpoint->size); !ok || !*ok)
            return ok;
        if (isEnd)
            return true;
        if (auto ok = nextCheckpoint(); !ok || !*ok)
            return ok;
    }
    return true;
}

LogVerifier::Step LogVerifier::expectPin()
{
    if (!m_pin)
        return true;
    if (m_pin->head.origin != logOrigin(m_tenant.tenant.id))
        return wrong(
            {.field = QStringLiteral("origin"),
             .message = QStringLiteral("this is another log than the one last seen here, %1")
                            .arg(m_pin->head.origin)});
    if (m_pin->verifierKey != m_log->verifier)
        return wrong({.field = QStringLiteral("verifier"),
                      .message = QStringLiteral("the log's public key is \"%1\"; when it was last "
                                                "seen here it was \"%2\"")
                                     .arg(m_log->verifier, m_pin->verifierKey)});
    m_expected.push_back(
        {.size = quint64(m_pin->head.size),
         .root = audit::hashFromBase64(m_pin->head.root.toLatin1()).value_or(audit::Hash{}),
         .who = QStringLiteral("what was last seen here"),
         .isSigned = false});
    return true;
}

LogVerifier::Step LogVerifier::checkRoots()
{
    if (auto ok = expectStored(false); !ok || !*ok)
        return ok;
    while (!m_expected.empty() && m_expected.back().size == m_tree.size()) {
        const Expected expected = m_expected.back();
        m_expected.pop_back();
        if (expected.root != m_tree.root())
            return wrong(
                {.field = QStringLiteral("root"),
                 .message =
                     QStringLiteral("the first %1 events come to the root %2, but %3 says %4")
                         .arg(expected.size)
                         .arg(QString::fromLatin1(audit::toBase64(m_tree.root())), expected.who,
                              QString::fromLatin1(audit::toBase64(expected.root)))});
        if (expected.isSigned)
            m_signedSize = std::max(m_signedSize, qint64(expected.size));
    }
    return true;
}

} // namespace lockbox
