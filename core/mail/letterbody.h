#pragma once

#include <QString>

#include <vector>

namespace lockbox {

/// A mail's content before it is laid out. All texts are harmless already (see defanged()).
struct LetterBody {
    struct Line {
        QString label;
        QString value; ///< May hold line breaks.

        bool operator==(const Line &) const = default;
    };

    QString headline;
    QString intro;
    std::vector<Line> lines;
    std::vector<QString> closing; ///< Paragraphs.
    QString phrase;
};

/// As text/plain: labels in a column of their own, lines of 72 characters at most where words allow it.
QString asPlainText(const LetterBody &body);

/// As HTML for mail programs: one narrow column, styles at the elements, readable on light and dark; no link, picture, form or script.
QString asHtml(const LetterBody &body);

} // namespace lockbox
