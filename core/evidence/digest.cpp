#include "core/evidence/digest.h"

namespace lockbox::evidence {

Digest::Digest(const EvidenceScope &scope)
    : m_isOfRequest(scope.request.has_value()), m_stories(m_isOfRequest)
{}

void Digest::take(const Event &event)
{
    if (m_count++ == 0)
        m_first = event.seq;
    m_last = event.seq;
    ++m_kinds[event.kind];
    if (m_gap.isEmpty()) {
        m_gap = m_stories.take(event);
        m_gapSeq = m_gap.isEmpty() ? 0 : event.seq;
    }
    if (!m_isOfRequest)
        return;
    m_reference = event.reference;
    for (auto it = event.after.begin(); it != event.after.end(); ++it)
        m_facts.insert(it.key(), it.value());
}

} // namespace lockbox::evidence
