#pragma once

#include "core/service/locallockbox.h"

/// What stands in a store, and what its log says of that.
namespace lockbox::test {

/// All rows of all tables but the log's checkpoints, which tell nothing and may come at any time.
QStringList tablesBesideCheckpoints(const QString &path);

/// How many events the log has.
qint64 logSize(const QString &path);

/// What is wrong with the log; empty where nothing is.
QString logFault(const QString &path, const LocalOptions &options);

} // namespace lockbox::test
