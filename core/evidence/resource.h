#pragma once

#include <QString>

namespace lockbox::evidence {

/// A text that is compiled in, by its file's name.
QString resourceText(const QString &name);

} // namespace lockbox::evidence
