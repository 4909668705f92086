#pragma once

#include <QtGlobal>

#include <vector>

class QTextDocument;

namespace lockbox {

/// What of a document that is laid out in one long column comes onto one sheet. Sheets follow each other without gaps, so nothing is lost
/// wherever they are cut.
struct Sheet {
    qreal top = 0;
    qreal bottom = 0;
    qreal headingTop =
        0; ///< The heading rows of the table that goes on here; none where both are the same.
    qreal headingBottom = 0;

    qreal headingHeight() const { return headingBottom - headingTop; }
};

/// Cuts the document into sheets of that height: between paragraphs and rows where one can, but not behind a heading, and else between
/// lines.
std::vector<Sheet> sheetsOf(const QTextDocument &document, qreal height);

} // namespace lockbox
