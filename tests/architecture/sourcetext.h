#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace lockbox::architecture {

/// A piece of a source file with the line, counted from 1, on which it starts.
struct Piece {
    int line = 0;
    QString text;
};

/// A C++ file taken apart: what it includes, its code without comments and literals' contents, and its string literals. It is no
/// compiler; it knows as much of the language as the rules of this folder need.
struct SourceText {
    QString path; ///< From the project's root, with "/".
    int lineCount = 0;
    std::vector<Piece> includes; ///< With their brackets: `"core/base/error.h"`, `<QString>`.
    std::vector<Piece> code;     ///< Line by line, comments gone, literals empty.
    std::vector<Piece> literals; ///< Without quotes, escapes as written.

    bool isHeader() const { return path.endsWith(QStringLiteral(".h")); }
    /// "core/domain" for "core/domain/role.h".
    QString folder() const;
};

SourceText parseSource(const QString &path, const QString &content);

} // namespace lockbox::architecture
