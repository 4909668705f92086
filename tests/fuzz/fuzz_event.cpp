#include "core/audit/canonicaljson.h"
#include "core/domain/event.h"
#include "tests/fuzz/property.h"

#include <QJsonDocument>

using namespace lockbox;
using lockbox::fuzz::require;

/// What reads as an event is written as JSON that reads as the same event, and as bytes that stay the same.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto document = parseJson(lockbox::fuzz::bytesOf(data, size));
    const auto event = eventFromJson(document.object());
    if (!event)
        return 0;
    const auto same = eventFromJson(toJson(*event));
    require(same && *same == *event, "an event reads back the same");
    const auto bytes = canonicalJson(toJson(*event));
    if (!bytes)
        return 0;
    const auto again = eventFromJson(parseJson(*bytes).object());
    require(again.has_value(), "an event's bytes are an event");
    require(canonicalJson(toJson(*again)).value() == *bytes, "an event's bytes stay the same");
    return 0;
}
