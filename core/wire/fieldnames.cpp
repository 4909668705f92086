#include "core/wire/fieldnames.h"

#include <utility>

namespace lockbox::wire {

using Names = std::pair<const char *, const char *>;

/// As the door calls it, and JSON.
static constexpr Names names[] = {{"decide-within", "decideWithin"},
                                  {"max-access", "maxAccess"},
                                  {"time-zone", "timeZone"},
                                  {"alternate-email", "alternateEmail"},
                                  {"name", "displayName"}};

/// Names begin the words of a refusal, if they are in them at all.
static void rename(Error &error, const char *from, const char *to)
{
    const QString name = QString::fromLatin1(from);
    if (error.field != name)
        return;
    error.field = QString::fromLatin1(to);
    if (error.message.startsWith(name + QLatin1Char(' ')))
        error.message.replace(0, name.size(), error.field);
}

Error inJsonNames(Error error)
{
    for (const auto &[door, json] : names)
        rename(error, door, json);
    return error;
}

Error inDoorNames(Error error)
{
    for (const auto &[door, json] : names)
        rename(error, json, door);
    return error;
}

} // namespace lockbox::wire
