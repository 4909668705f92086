#include "core/service/logverifier.h"

#include "core/audit/canonicaljson.h"
#include "core/base/timetext.h"
#include "core/store/schema.h"

#include <QJsonDocument>

#include <algorithm>

namespace lockbox {

LogVerifier::LogVerifier(Database &database, const TenantRow &tenant,
                         const std::optional<LogPin> &pin, const LogTrust &trust)
    : m_database(database),
      m_tenant(tenant),
      m_pin(pin),
      m_trust(trust),
      m_store(database),
      m_rows(database, tenant.key)
{}

Result<LogVerification> LogVerifier::run(const LogProgress &progress)
{
    if (auto ok = readTrust(); !ok)
        return failure(ok);
    const auto sound = all(progress);
    if (!sound)
        return failure(sound);
    const audit::CompactTree &tree = m_log ? m_log->tree : m_tree;
    return LogVerification{.head = {.origin = logOrigin(m_tenant.tenant.id),
                                    .size = qint64(tree.size()),
                                    .root = QString::fromLatin1(audit::toBase64(tree.root()))},
                           .signedSize = m_signedSize,
                           .verifierKey = m_key ? QString::fromUtf8(m_key->toText()) : QString(),
                           .isPinned = m_pin.has_value(),
                           .at = {},
                           .finding = m_finding};
}

LogVerifier::Step LogVerifier::all(const LogProgress &progress)
{
    if (auto ok = checkSchemaText(); !ok || !*ok)
        return ok;
    if (auto ok = prepare(); !ok || !*ok)
        return ok;
    if (auto ok = checkLeaves(progress); !ok || !*ok)
        return ok;
    for (const auto check :
         {&LogVerifier::checkHead, &LogVerifier::checkKey, &LogVerifier::checkOpenRequests,
          &LogVerifier::checkTenant, &LogVerifier::checkUsers, &LogVerifier::checkCounts}) {
        if (auto ok = (this->*check)(); !ok || !*ok)
            return ok;
    }
    return true;
}

LogVerifier::Step LogVerifier::wrong(const LogFinding &finding)
{
    m_finding = finding;
    return false;
}

LogVerifier::Step LogVerifier::wrongLeaf(const QString &field, const QString &message)
{
    return wrong({.seq = m_leaf.seq,
                  .request = m_leaf.request.isNull() ? QString() : m_leaf.request.toString(),
                  .user = {},
                  .field = field,
                  .message = QStringLiteral("event %1: %2").arg(m_leaf.seq).arg(message)});
}

LogVerifier::Step LogVerifier::wrongRequest(const RequestId &request, const QString &field,
                                            const QString &message)
{
    return wrong({.seq = 0,
                  .request = request.toString(),
                  .user = {},
                  .field = field,
                  .message = QStringLiteral("request %1: %2").arg(request.toString(), message)});
}

LogVerifier::Step LogVerifier::checkSchemaText()
{
    const auto checked = checkSchema(m_database);
    if (checked)
        return true;
    if (checked.error().code != ErrorCode::StoreDamaged)
        return failure(checked);
    return wrong({.field = QStringLiteral("schema"), .message = checked.error().message});
}

Result<void> LogVerifier::readTrust()
{
    if (!m_trust.verifierKey.isEmpty()) {
        const auto key = audit::VerifierKey::parse(m_trust.verifierKey.toUtf8());
        if (!key)
            return failure(key);
        m_key = *key;
    }
    if (m_trust.checkpoint.isEmpty())
        return {};
    const auto given = audit::readCheckpoint(m_trust.checkpoint);
    return given ? Result<void>() : failure(given);
}

/// Reads the log's head, and gathers the roots that it must have had.
LogVerifier::Step LogVerifier::prepare()
{
    const auto log = m_store.head(m_tenant.key);
    if (!log && log.error().code != ErrorCode::LogBroken)
        return failure(log);
    if (!log)
        return wrong({.field = QStringLiteral("log"), .message = log.error().message});
    m_log = *log;
    m_total = qint64(log->tree.size());
    const auto stored = audit::VerifierKey::parse(log->verifier.toUtf8());
    if (m_key && QString::fromUtf8(m_key->toText()) != log->verifier)
        return wrong({.field = QStringLiteral("verifier"),
                      .message = QStringLiteral("the log's public key is \"%1\", and should be %2")
                                     .arg(log->verifier, QString::fromUtf8(m_key->toText()))});
    if (!m_key && stored)
        m_key = *stored;
    if (m_key && m_key->name != logOrigin(m_tenant.tenant.id).toUtf8())
        return wrong({.field = QStringLiteral("verifier"),
                      .message = QStringLiteral("the log's public key is that of another log, %1")
                                     .arg(QString::fromUtf8(m_key->name))});
    if (!m_key && !log->verifier.isEmpty())
        return wrong(
            {.field = QStringLiteral("verifier"),
             .message =
                 QStringLiteral("the log's public key is no key: \"%1\"").arg(log->verifier)});
    if (auto ok = expectPin(); !ok || !*ok)
        return ok;
    if (auto ok = expectCheckpoints(); !ok || !*ok)
        return ok;
    std::stable_sort(m_expected.begin(), m_expected.end(),
                     [](const Expected &a, const Expected &b) { return a.size > b.size; });
    return true;
}

LogVerifier::Step LogVerifier::checkLeaves(const LogProgress &progress)
{
    constexpr qint64 stride = 1000;
    if (auto ok = checkRoots(); !ok || !*ok)
        return ok;
    if (auto ok = m_rows.begin(); !ok)
        return unreadableLeaf(ok.error());
    for (;;) {
        const auto more = m_rows.next(m_leaf);
        if (!more)
            return unreadableLeaf(more.error());
        if (!*more)
            return true;
        if (auto ok = checkLeaf(); !ok || !*ok)
            return ok;
        if (progress && m_leaf.seq % stride == 0 && !progress(m_leaf.seq, m_total))
            return failure(ErrorCode::Interrupted, QStringLiteral("verifying was stopped"));
    }
}

LogVerifier::Step LogVerifier::unreadableLeaf(const Error &error)
{
    if (error.code != ErrorCode::StoreDamaged)
        return Failure(error);
    m_leaf = {.seq = qint64(m_tree.size()) + 1};
    return wrongLeaf(QStringLiteral("body"), error.message);
}

LogVerifier::Step LogVerifier::checkLeaf()
{
    const auto expected = qint64(m_tree.size()) + 1;
    if (m_leaf.seq != expected) {
        const qint64 found = m_leaf.seq;
        m_leaf.seq = expected;
        return wrongLeaf(QStringLiteral("seq"),
                         QStringLiteral("it is missing; the next one is %1").arg(found));
    }
    if (expected > m_total)
        return wrongLeaf(
            QStringLiteral("seq"),
            QStringLiteral("it does not belong to the log, which has %1 events").arg(m_total));
    if (m_leaf.body.isEmpty())
        return wrongLeaf(QStringLiteral("body"),
                         QStringLiteral("it is longer than any event that this program writes"));
    const QJsonObject json = parseJson(m_leaf.body).object();
    const auto canonical = canonicalJson(json);
    if (!canonical || *canonical != m_leaf.body)
        return wrongLeaf(QStringLiteral("body"),
                         QStringLiteral("its bytes are no canonical JSON (RFC 8785)"));
    if (auto ok = grow(); !ok || !*ok)
        return ok;
    const auto event = eventFromJson(json);
    if (!event)
        return wrongLeaf(QStringLiteral("body"), event.error().message);
    if (auto ok = checkForm(*event); !ok || !*ok)
        return ok;
    return replay(*event);
}

/// The leaf's hash by its bytes, and those of the subtrees that it completes.
LogVerifier::Step LogVerifier::grow()
{
    const audit::Hash hash = audit::leafHash(m_leaf.body);
    if (audit::toBytes(hash) != m_leaf.leafHash)
        return wrongLeaf(QStringLiteral("leafHash"),
                         QStringLiteral("its bytes have the hash %1, but the log says %2")
                             .arg(QString::fromLatin1(audit::toHex(hash)),
                                  QString::fromLatin1(m_leaf.leafHash.toHex())));
    for (const audit::Node &node : m_tree.append(hash)) {
        if (node.level == 0 || !audit::TiledHashes::isStored(node.level))
            continue;
        ++m_nodes;
        const auto stored = m_store.nodes(m_tenant.key, node.level, node.index, 1);
        if (!stored && stored.error().code != ErrorCode::LogBroken)
            return failure(stored);
        if (stored && stored->front() == node.hash)
            continue;
        const quint64 width = quint64(1) << node.level;
        return wrong(
            {.seq = qint64(node.index * width + 1),
             .field = QStringLiteral("node"),
             .message = QStringLiteral("events %1 to %2: together they have the hash %3, "
                                       "but the log says %4")
                            .arg(node.index * width + 1)
                            .arg((node.index + 1) * width)
                            .arg(QString::fromLatin1(audit::toHex(node.hash)),
                                 stored ? QString::fromLatin1(audit::toHex(stored->front()))
                                        : QStringLiteral("nothing"))});
    }
    return checkRoots();
}

LogVerifier::Step LogVerifier::checkForm(const Event &event)
{
    const auto differs = [&](const char *column, const QString &row, const QString &body) {
        return wrongLeaf(QLatin1String(column),
                         QStringLiteral("its row says \"%1\" for %2, its bytes say \"%3\"")
                             .arg(row, QLatin1String(column), body));
    };
    if (event.seq != m_leaf.seq)
        return differs("seq", QString::number(m_leaf.seq), QString::number(event.seq));
    if (event.at != m_leaf.at)
        return differs("at", toRfc3339(m_leaf.at), toRfc3339(event.at));
    if (toSlug(event.kind) != m_leaf.kind)
        return differs("kind", m_leaf.kind, toSlug(event.kind));
    if (event.request != m_leaf.request || event.request.isNull() != (m_leaf.requestKey == 0))
        return differs("request",
                       m_leaf.request.isNull() ? QStringLiteral("none") : m_leaf.request.toString(),
                       event.request.isNull() ? QStringLiteral("none") : event.request.toString());
    return true;
}

LogVerifier::Step LogVerifier::replay(const Event &event)
{
    if (const auto contradiction = m_replay.take(event))
        return wrongLeaf(contradiction->field, contradiction->message);
    if (event.request.isNull())
        return true;
    if (event.kind == EventKind::NoticeSuppressed)
        return checkMention(event);
    if (event.kind == EventKind::RequestSubmitted) {
        if (m_leaf.requestKey <= m_lastRequestKey)
            return wrongRequest(event.request, QStringLiteral("key"),
                                QStringLiteral("its row comes before that of a request that was "
                                               "filed earlier"));
        m_lastRequestKey = m_leaf.requestKey;
    }
    const AccessRequest &request = m_replay.request();
    return isFinal(request.state) ? compareRequest(request) : Step(true);
}

LogVerifier::Step LogVerifier::checkMention(const Event &event)
{
    if (m_leaf.requestKey > m_lastRequestKey)
        return wrongLeaf(QStringLiteral("request"),
                         QStringLiteral("the request that it names was not filed yet"));
    if (event.reference != m_leaf.reference)
        return wrongLeaf(QStringLiteral("reference"),
                         QStringLiteral("it calls the request %1, which was filed as %2")
                             .arg(event.reference, m_leaf.reference));
    return true;
}

LogVerifier::Step LogVerifier::compareRequest(const AccessRequest &request)
{
    const auto equal = m_rows.equalRequest(request);
    if (!equal)
        return failure(equal);
    if (*equal)
        return true;
    const auto difference = m_rows.difference(request);
    if (!difference)
        return failure(difference);
    if (!*difference)
        return wrongRequest(request.id, {}, QStringLiteral("it is missing"));
    return wrongRequest(
        request.id, (*difference)->column,
        QStringLiteral("%1 is %2, and by the log should be %3")
            .arg((*difference)->column, (*difference)->stored, (*difference)->expected));
}

} // namespace lockbox
