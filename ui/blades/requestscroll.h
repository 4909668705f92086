#pragma once

#include <QObject>
#include <QVariant>

class QAbstractItemModel;

namespace lockbox::ui {

class ListTable;

/// Keeps the rows that are looked at where they are while rows are inserted, removed or moved around them. A list that stands at
/// its very top stays there, so that what is new is seen.
class ScrollAnchor : public QObject
{
    Q_OBJECT

public:
    /// `keyRole` tells a row from all others.
    ScrollAnchor(ListTable &table, int keyRole);

    /// To be called before the table gets the model, so that places are noted before the table moves its current row and scrolls there.
    void noteChangesOf(const QAbstractItemModel &model);
    /// To be called after it, so that the table knows the rows that places are restored by.
    void restoreAfterChangesOf(const QAbstractItemModel &model);
    /// While rows come and go: what becomes the current row then was chosen by nobody.
    bool isChanging() const { return m_isChanging; }

    /// Rows are about to come above what is the list's first row only for the moment.
    void setAtTrueTop(bool atTrueTop) { m_atTrueTop = atTrueTop; }

private:
    void note();
    void restore();
    int rowHeight() const;

    ListTable &m_table;
    int m_keyRole;
    bool m_atTrueTop = true;
    bool m_isChanging = false;
    QVariant m_key;   ///< The first row that is seen.
    int m_offset = 0; ///< How much of it is scrolled away.
};

} // namespace lockbox::ui
