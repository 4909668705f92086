#pragma once

#include "ui/blades/listtable.h"

#include <QVariant>

namespace lockbox::ui {

class ScrollAnchor;

/// A table over a window of a longer list: keeps what is looked at in place while rows come and go
/// around it, asks for more, and remembers the chosen row also while it is not there.
class WindowedTable : public ListTable
{
    Q_OBJECT

public:
    /// `keyRole` tells a row from all others.
    explicit WindowedTable(int keyRole, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

    /// The current row's key, invalid where there is none.
    QVariant currentKey() const;
    /// Chooses the row with this key, now or as soon as it is there.
    void chooseKey(const QVariant &key);
    void chooseRow(int row);

    /// Asks for more rows where few are left above or behind what is seen.
    void askForNeighbours();
    /// Whether the first row is the whole list's first: then a list that stands at its top stays
    /// there.
    void setAtTrueTop(bool atTrueTop);

signals:
    void firstRequested();
    void lastRequested();
    void moreNeeded();
    void earlierNeeded();
    void currentKeyChanged(const QVariant &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void restoreChoice();

    int m_keyRole;
    ScrollAnchor *m_anchor;
    QVariant m_chosen; ///< What was chosen last.
};

} // namespace lockbox::ui
