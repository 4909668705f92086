#pragma once

#include "core/base/result.h"

#include <QStringList>

struct sqlite3;

namespace lockbox {

/// The words of a text, cut by the search index's own tokenizer, so that what is sought and what is stored are always cut alike.
Result<QStringList> searchWords(sqlite3 *connection, const QString &text);

/// The words as an FTS5 expression ("word"* for each); empty where there is no word.
QString searchExpression(const QStringList &words);

} // namespace lockbox
