#pragma once

#include <QStringList>

namespace lockbox::demo {

/// All rows of all tables as text, a line each, in an order that does not depend on how they got there. Left out are a demo's clock
/// offset, which hangs on the machine's clock, counts that are zero, and how the search index is cut into pieces.
QStringList storeDump(const QString &path);

/// What the schema consists of, sorted.
QStringList schemaDump(const QString &path);

/// First column of the first row.
QString storeValue(const QString &path, const QString &sql);

} // namespace lockbox::demo
