#pragma once

#include <QObject>
#include <QTimer>

#include <vector>

class QHeaderView;
class QMenu;

namespace lockbox::ui {

/// Lets people show and hide a list's columns, and remembers what they made of them: which, where, how wide, sorted how.
class ListColumns : public QObject
{
    Q_OBJECT

public:
    struct Column {
        int column;
        int width;
    };
    /// How a list is made.
    struct Defaults {
        std::vector<Column>
            columns; ///< In order. The first can't be hidden: without it a row is nobody's.
        int sortedBy = -1;
    };

    /// `settingsKey` names the list among all lists whose columns are remembered.
    ListColumns(QHeaderView &header, const QString &settingsKey, Defaults defaults);
    ~ListColumns() override;

    /// The width of a column in which `text` is seen whole.
    static int widthFor(const QString &text);

    /// Fills `menu` with a box for each column, and the way back to how the list was made.
    void fillMenu(QMenu &menu);

private:
    void applyDefaults();
    int wordsWidth(int column) const;
    void restore();
    void note();
    void save() const;
    void setShown(int column, bool shown);

    QHeaderView &m_header;
    QString m_key;
    Defaults m_defaults;
    QByteArray m_state; ///< Taken at each change: at the end the header goes first.
    QTimer m_saving;
};

} // namespace lockbox::ui
