#pragma once

#include "core/evidence/entry.h"
#include "core/evidence/storycheck.h"

#include <map>

namespace lockbox::evidence {

/// What the events of a folder come to, gathered while they pass by: all that the report's head says of them.
class Digest
{
public:
    explicit Digest(const EvidenceScope &scope);

    void take(const Event &event);

    qint64 count() const { return m_count; }
    qint64 first() const { return m_first; }
    qint64 last() const { return m_last; }
    /// Numbers between the first and the last that are not among the events.
    qint64 missingNumbers() const { return m_count == 0 ? 0 : m_last - m_first + 1 - m_count; }
    /// How many there are of each kind.
    const std::map<EventKind, qint64> &kinds() const { return m_kinds; }
    /// Where the story of a request doesn't fit together first, and at which event; empty where it does.
    const QString &gap() const { return m_gap; }
    qint64 gapSeq() const { return m_gapSeq; }

    /// The request, where the scope is one.
    const QString &reference() const { return m_reference; }
    /// What the events have made of the request's fields, by their names in the events.
    const QJsonObject &facts() const { return m_facts; }

private:
    bool m_isOfRequest;
    StoryCheck m_stories;
    qint64 m_count = 0;
    qint64 m_first = 0;
    qint64 m_last = 0;
    std::map<EventKind, qint64> m_kinds;
    QString m_gap;
    qint64 m_gapSeq = 0;
    QString m_reference;
    QJsonObject m_facts;
};

} // namespace lockbox::evidence
