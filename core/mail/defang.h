#pragma once

#include <QString>

namespace lockbox {

/// What somebody typed, so that no mail program makes a link of any part of it: "http[:]/[/]contoso[.]com", "anna[at]contoso[.]com".
/// Characters that can't be seen or turn the direction of writing are left out; what no font need know (private use, not assigned, broken
/// surrogates) becomes U+FFFD. Line breaks stay.
QString defanged(const QString &text);

/// The same in one line: line breaks and other white space become one blank.
QString defangedLine(const QString &text);

} // namespace lockbox
