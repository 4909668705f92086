#pragma once

#include "core/audit/hash.h"
#include "core/domain/event.h"
#include "core/evidence/evidence.h"

#include <QFile>

namespace lockbox::evidence {

/// An event as it stands in the log.
struct Entry {
    QByteArray leaf; ///< The bytes that are hashed.
    Event event;
    audit::Hash hash{}; ///< The leaf's.
};

/// LogBroken where the bytes are not the canonical JSON of an event that this program knows in full.
Result<Entry> readEntry(const QByteArray &leaf);

/// Whether the event is one of those that the scope names; `scope.request` must be an id.
bool concerns(const EvidenceScope &scope, const Event &event);

/// The events of `events.jsonl`, one after the other.
class EntryFile
{
public:
    explicit EntryFile(const QString &path) : m_file(path) {}

    Result<void> open();
    /// The next event, or nothing at the end. LogBroken, naming the line, where it is not in form.
    Result<std::optional<Entry>> next();
    /// Starts over.
    Result<void> rewind();

private:
    QFile m_file;
    QByteArray m_buffer;
    qint64 m_line = 0;
};

} // namespace lockbox::evidence
