#pragma once

#include "core/store/sqltext.h"

namespace lockbox::test {

/// Every statement of that engine, without those that are only a part of others.
QStringList statementNames(Engine engine);

/// Values for every place of a statement that is not filled by a file.
SqlParts someParts();

} // namespace lockbox::test
