#pragma once

#include <QString>

namespace lockbox::test {

/// Makes the store what it would be had it been written before there was a log: of schema 1, with the same requests and events.
void makeOlder(const QString &path);

} // namespace lockbox::test
