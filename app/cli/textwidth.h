#pragma once

#include <QString>

/// How much room a text takes on a terminal, where some characters take two columns and some none.
namespace lockbox::cli {

int columnsOf(const QString &text);

/// `text`, cut to at most `columns` columns with an ellipsis, never inside a character.
QString elided(const QString &text, int columns);

/// `text` with control characters made visible, so that nothing stored or typed can steer a terminal.
QString printable(const QString &text);

/// The same on one line.
QString onOneLine(const QString &text);

} // namespace lockbox::cli
