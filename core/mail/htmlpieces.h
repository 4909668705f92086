#pragma once

#include <QStringList>

namespace lockbox {

/// An HTML part as a list of its tags and the texts between them, so that two that show the same are the same list, and no others are: without what
/// mail servers write anew (white space, letter case of tags, the common entities, the name of the coding). A comment is a tag. A text with other
/// entities stays as it is written.
QStringList htmlPieces(const QString &html);

/// What a mail program shows of it, in one line, as somebody would copy it: the texts of the body.
QString shownText(const QString &html);

} // namespace lockbox
