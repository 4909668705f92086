#pragma once

#include <QStringList>

namespace lockbox {

/// The words of a text for an index that cuts none itself: runs of letters and digits in any script, in small letters and
/// without marks, as SQLite's "unicode61 remove_diacritics 2" has them.
QStringList cutWords(const QString &text);

} // namespace lockbox
