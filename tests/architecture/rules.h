#pragma once

#include "tests/architecture/sourcetext.h"

namespace lockbox::architecture {

/// A place that breaks a rule.
struct Finding {
    QString file;
    int line = 0;
    QString message;

    QString toString() const
    {
        return QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(message);
    }
};

using Findings = std::vector<Finding>;

/// Folder = layer: includes of the project's own files go down only, along the table in rules.cpp.
Findings checkLayers(const SourceText &source);

/// Own files are included from the project's root, so that their layer can be read.
Findings checkIncludeStyle(const SourceText &source);

/// Qt's parts where they belong: no widgets below ui, SQL only in the store, no widgets in presenters, no colours in models.
Findings checkQtParts(const SourceText &source);

/// Colours have names; their values stand in the theme only.
Findings checkColours(const SourceText &source);

/// Core sends meaning; ui finds the words.
Findings checkTranslation(const SourceText &source);

/// SQL lives in files of core/store/sql; code of the store itself may steer transactions.
Findings checkSql(const SourceText &source);

/// The present is handed in as a Clock.
Findings checkWallClock(const SourceText &source);

/// `#pragma once`, and no namespace opened for whoever includes it.
Findings checkHeader(const SourceText &source);

/// No file beyond 400 lines.
Findings checkLength(const SourceText &source);

/// No path of somebody's own machine. For files of every kind.
Findings checkHomePaths(const QString &path, const QString &content);

} // namespace lockbox::architecture
