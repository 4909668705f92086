#pragma once

#include "core/audit/checkpoint.h"
#include "core/audit/compacttree.h"
#include "core/audit/merkleproof.h"
#include "tests/support/fakelockbox.h"

#include <map>

namespace lockbox::test {

/// A verifiable log in memory, behind a door that answers what exporting asks.
class MemoryLog
{
public:
    explicit MemoryLog(const Tenant &tenant);

    /// Gives the event its number and appends it.
    void add(Event event);
    /// Appends it with the number that it has, even if that is not its place.
    void addAsItIs(const Event &event);
    /// A request's events.
    void add(const rules::Change &change);
    qint64 size() const { return qint64(m_leaves.size()); }
    const Event &event(qint64 seq) const { return m_events.at(size_t(seq - 1)); }

    /// Checkpoints cover only so many events.
    void signOnly(qint64 size) { m_signedSize = size; }
    QByteArray checkpoint() const;
    QByteArray leaf(qint64 seq) const { return m_leaves.at(size_t(seq - 1)); }
    QByteArray proof(qint64 seq, const QByteArray &checkpoint) const;
    QString verifierKey() const { return QString::fromUtf8(m_key.verifier().toText()); }

    FakeLockbox &door() { return m_door; }
    /// Gives the door its own answers (again).
    void openDoor();
    /// How many events a page has at most.
    int pageSize = 1000;
    /// By the door's clock.
    Timestamp now;

private:
    Page<Event> page(const EventQuery &query) const;

    Tenant m_tenant;
    audit::SigningKey m_key;
    std::vector<Event> m_events;
    std::vector<QByteArray> m_leaves;
    audit::CompactTree m_tree;
    std::map<std::pair<int, quint64>, audit::Hash> m_nodes;
    std::map<qint64, audit::Hash> m_roots;
    std::optional<qint64> m_signedSize;
    FakeLockbox m_door;
};

/// Contoso.
Tenant contoso();

/// A request as an engineer files it.
rules::Change filed(const QString &reference, const QString &reason, Timestamp at,
                    quint64 idSeed = 1);
/// What becomes of the request by the manager's yes, an approval, a note and the end of access, one hour after the other.
std::vector<rules::Change> approvedStory(const rules::Change &filed);
/// The manager's yes, and the customer's no.
std::vector<rules::Change> deniedStory(const rules::Change &filed);

/// "2026-02-05T19:11:55Z"
Timestamp at(const char *rfc3339);

} // namespace lockbox::test
