#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QString>

namespace lockbox {

/// What keeps a store.
enum class Engine { Sqlite, Postgres };

/// Parts that go into a statement's `{name}` places. Only constants of this layer ever do; values are bound.
using SqlParts = QHash<QString, QString>;

/// The text of a statement file: NAME.sql in the engine's folder (sql/sqlite, sql/postgres), else sql/common/NAME.sql. `{name}` is replaced by the part of that name,
/// or by the file of that name.
Result<QString> sqlText(const QString &name, const SqlParts &parts = {},
                        Engine engine = Engine::Sqlite);

/// The statements of a file that holds several. Each ends with `;` before an empty line or the file's end.
QStringList splitStatements(const QString &text);

} // namespace lockbox
