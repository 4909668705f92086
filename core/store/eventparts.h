#pragma once

#include "core/domain/eventquery.h"
#include "core/store/sqltext.h"

namespace lockbox {

/// The parts of list_events.sql and its like that a query decides: closed sets of constants, no values. `words` are bound as :word0,
/// :word1 …
SqlParts eventParts(const EventQuery &query, const QStringList &words);

/// The words that SQLite can look for in an event's bytes, to spare reading what can't fit: those whose letters it knows in any case,
/// and that are written in JSON as they are.
QStringList plainWords(const QStringList &words);

/// What such a word must be LIKE: all that has it in any case, and perhaps a little more.
QString likePattern(const QString &plainWord);

} // namespace lockbox
