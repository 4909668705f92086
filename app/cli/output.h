#pragma once

#include "core/base/error.h"

#include <QJsonObject>

namespace lockbox::cli {

/// What the complaint that ends a run says beside its error.
struct Aside {
    QString hint;      ///< For people, behind the message.
    QJsonObject parts; ///< For scripts, beside the error's own.
};

/// What the program says: to scripts one JSON document on the standard output, to people words; complaints go to the standard
/// error output in the same language. People at a terminal read at once; another reader gets all of it with flush(), for one who
/// leaves early (`lockbox … | head`) ends the program at the next write, and then nothing may be half done.
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
    /// Text for people, ended with a line break. Nothing in it can steer a terminal.
    void words(const QString &text);
    /// The same for text that holds colours: it comes from toned() and TextTable, which clean what they colour.
    void painted(const QString &text);
    /// Exactly these bytes, for who takes the output for a file; made printable on a terminal.
    /// Nothing beside a document.
    void exactly(const QByteArray &bytes);
    /// For a complaint that may come.
    void setAside(const Aside &aside) { m_aside = aside; }
    /// `hint` counts where nothing was set.
    void complain(const Error &error, const QString &hint = {});
    /// A passing remark for who waits at a terminal; it is overwritten by the next one. Nothing elsewhere.
    void passing(const QString &text);

    /// Writes what was held back; false where something could not be written.
    bool flush();

private:
    void say(const QByteArray &bytes);

    bool m_json;
    bool m_coloured;
    bool m_progress;
    int m_columns = 0;
    Aside m_aside;
    QByteArray m_held;
    bool m_ok = true;
};

} // namespace lockbox::cli
