#include "tests/core/evidence/memorylog.h"

#include "core/audit/canonicaljson.h"
#include "core/audit/tlogproof.h"
#include "core/base/timetext.h"
#include "core/evidence/entry.h"

namespace lockbox::test {

namespace {

using namespace std::chrono_literals;

Actor engineer()
{
    return {.userPrincipalName = QStringLiteral("erin@provider.example"),
            .displayName = QStringLiteral("Erin Engineer"),
            .roles = {Role::Engineer}};
}

Actor manager()
{
    return {.userPrincipalName = QStringLiteral("max@provider.example"),
            .displayName = QStringLiteral("Max Manager"),
            .roles = {Role::Manager}};
}

Actor approver()
{
    return {.userPrincipalName = QStringLiteral("alex@contoso.example"),
            .displayName = QStringLiteral("Alex Approver"),
            .roles = {Role::LockboxApprover}};
}

template<typename T>
T sure(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

/// All nodes, kept.
class KeptHashes final : public audit::TreeHashes
{
public:
    explicit KeptHashes(const std::map<std::pair<int, quint64>, audit::Hash> &nodes)
        : m_nodes(nodes)
    {}
    Result<audit::Hash> node(int level, quint64 index) override
    {
        return m_nodes.at({level, index});
    }

private:
    const std::map<std::pair<int, quint64>, audit::Hash> &m_nodes;
};

} // namespace

MemoryLog::MemoryLog(const Tenant &tenant)
    : now(at("2026-03-01T12:00:00Z")),
      m_tenant(tenant),
      m_key(sure(audit::SigningKey::fromSeed("lockbox/" + tenant.id.toString().toUtf8(),
                                             QByteArray(audit::SigningKey::seedSize, '\x2a'))))
{
    openDoor();
}

void MemoryLog::add(Event event)
{
    event.seq = size() + 1;
    addAsItIs(event);
}

void MemoryLog::addAsItIs(const Event &event)
{
    m_leaves.push_back(sure(canonicalJson(toJson(event))));
    m_events.push_back(event);
    for (const audit::Node &node : m_tree.append(audit::leafHash(m_leaves.back())))
        m_nodes[{node.level, node.index}] = node.hash;
    m_roots[size()] = m_tree.root();
}

void MemoryLog::add(const rules::Change &change)
{
    for (const Event &event : change.events)
        add(event);
}

QByteArray MemoryLog::checkpoint() const
{
    const qint64 covered = m_signedSize.value_or(size());
    return sure(audit::signCheckpoint({.origin = m_key.verifier().name,
                                       .size = quint64(covered),
                                       .root = m_roots.at(covered),
                                       .extensions = {}},
                                      m_key));
}

QByteArray MemoryLog::proof(qint64 seq, const QByteArray &checkpoint) const
{
    KeptHashes hashes(m_nodes);
    const auto covered = sure(audit::readCheckpoint(checkpoint)).size;
    return audit::TlogProof{.extra = std::nullopt,
                            .index = quint64(seq - 1),
                            .hashes =
                                sure(audit::inclusionProof(quint64(seq - 1), covered, hashes)),
                            .checkpoint = checkpoint}
        .toBytes();
}

Page<Event> MemoryLog::page(const EventQuery &query) const
{
    Page<Event> page;
    const EvidenceScope scope{.request = std::nullopt, .from = query.from, .until = query.until};
    for (qint64 seq = query.after + 1; seq <= size(); ++seq) {
        const Event &one = event(seq);
        if (std::ssize(page.items) == std::min(query.limit, pageSize)) {
            page.next = QString::number(seq - 1);
            break;
        }
        const bool isOfRequest = !query.request || one.request.toString() == *query.request
                                 || one.reference == *query.request;
        if (isOfRequest && evidence::concerns(scope, one))
            page.items.push_back(one);
    }
    return page;
}

void MemoryLog::openDoor()
{
    m_door.onInfo = [this] { return StoreInfo{.tenant = m_tenant}; };
    m_door.onNow = [this] { return now; };
    m_door.onAccount = [](const Session &session) {
        return User{.userPrincipalName = session.userPrincipalName};
    };
    m_door.onCheckpoint = [this](const Session &) { return checkpoint(); };
    m_door.onLogState = [this](const Session &) {
        return LogState{.verifierKey = verifierKey(), .canSign = true};
    };
    m_door.onEvents = [this](const Session &, const EventQuery &query) { return page(query); };
    m_door.onLeaf = [this](const Session &, qint64 seq) { return leaf(seq); };
    m_door.onProof = [this](const Session &, qint64 seq, const QByteArray &checkpoint) {
        return proof(seq, checkpoint);
    };
}

Tenant contoso()
{
    return {.id = TenantId::fromString(QStringLiteral("5a0c29b1-6f1f-4f0c-9d5e-7d1f0b7c3e21")),
            .name = QStringLiteral("Contoso"),
            .domain = QStringLiteral("contoso.example"),
            .provider = QStringLiteral("Fabrikam")};
}

rules::Change filed(const QString &reference, const QString &reason, Timestamp time, quint64 idSeed)
{
    return sure(rules::submit(engineer(),
                              {.reference = reference,
                               .service = QStringLiteral("Exchange"),
                               .reason = reason,
                               .duration = 4h},
                              {}, RequestId(SeededIdSource(idSeed).next()), time));
}

static rules::Change authorized(const rules::Change &filed)
{
    const std::vector<rules::Recipient> recipients = {
        {QStringLiteral("alex@contoso.example"), QStringLiteral("alex@mail.example")},
        {QStringLiteral("rita@contoso.example"), {}}};
    return sure(rules::authorize(manager(), filed.request, QStringLiteral("Needed for the case"),
                                 {.requireApproval = true}, recipients,
                                 filed.request.submittedAt + 1h));
}

std::vector<rules::Change> approvedStory(const rules::Change &filed)
{
    const Timestamp start = filed.request.submittedAt;
    std::vector<rules::Change> story;
    story.push_back(authorized(filed));
    story.push_back(sure(rules::approve(approver(), story.back().request,
                                        {.window = 2h, .comment = QStringLiteral("Go ahead")}, {},
                                        start + 2h)));
    story.push_back(
        sure(rules::recordAction(engineer(), story.back().request,
                                 QStringLiteral("Read the queue's configuration"), start + 3h)));
    story.push_back(*rules::elapse(story.back().request, start + 30h));
    return story;
}

std::vector<rules::Change> deniedStory(const rules::Change &filed)
{
    const auto pending = authorized(filed);
    return {pending, sure(rules::deny(approver(), pending.request, QStringLiteral("Not this site"),
                                      {}, filed.request.submittedAt + 2h))};
}

Timestamp at(const char *rfc3339)
{
    return sure(parseRfc3339(QString::fromLatin1(rfc3339), QStringLiteral("at")));
}

} // namespace lockbox::test
