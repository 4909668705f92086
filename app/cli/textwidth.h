#pragma once

#include <QString>

/// What a text is to a terminal: how much room it takes, where some characters take two columns and some none, and what of it
/// would be taken for a command.
namespace lockbox::cli {

int columnsOf(const QString &text);

/// `text`, cut to at most `columns` columns with an ellipsis, never inside a character.
QString elided(const QString &text, int columns);

/// `text` with control characters made visible, and those that turn the direction of writing, so that nothing stored or typed can
/// steer a terminal or show a text as another one. Line breaks and tabs stay.
QString printable(const QString &text);

/// The same on one line.
QString oneLine(const QString &text);

} // namespace lockbox::cli
