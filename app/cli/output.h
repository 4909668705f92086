#pragma once

#include "core/base/error.h"

#include <QJsonObject>

namespace lockbox::cli {

/// What the program says: to scripts one JSON document on the standard output, to people words; complaints go to the standard
/// error output in the same language.
class Output
{
public:
    explicit Output(bool json);

    bool isJson() const { return m_json; }
    /// Words may be coloured: a terminal reads them, and NO_COLOR isn't set.
    bool isColoured() const { return m_coloured; }

    /// How many columns a terminal has; 0 where there is none, and nothing need be cut.
    int columns() const { return m_columns; }

    /// The document, for scripts. Not more than one a run.
    void document(const QJsonObject &json);
    /// Text for people, ended with a line break.
    void words(const QString &text);
    void complain(const Error &error, const QString &hint = {});
    /// A passing remark for who waits at a terminal; it is overwritten by the next one. Nothing elsewhere.
    void passing(const QString &text);

    /// False where something could not be written.
    bool flush();

private:
    void write(const QByteArray &bytes);

    bool m_json;
    bool m_coloured;
    bool m_progress;
    int m_columns = 0;
    bool m_ok = true;
};

} // namespace lockbox::cli
