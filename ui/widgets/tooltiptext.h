#pragma once

#include <QString>

namespace lockbox::ui {

/// A tool tip that shows `text` as it is. Qt would render what looks like HTML, and load the files that it names; and what is told
/// of requests and people was written by others.
QString plainToolTip(const QString &text);

} // namespace lockbox::ui
