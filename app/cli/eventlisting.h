#pragma once

#include "app/cli/output.h"
#include "core/domain/event.h"

namespace lockbox::cli {

/// Events as a list prints them.
struct EventListing {
    std::vector<Event> events;
    QByteArrayList leafHashes; ///< Each event's, in hex; empty where they are not wanted.
    QString next;              ///< Where the list goes on; empty at its end.
};

/// The events as a document, or as a table. With leaf hashes it is the log's: who, in which role,
/// and the hash.
void sayEvents(Output &output, const EventListing &listing);

} // namespace lockbox::cli
