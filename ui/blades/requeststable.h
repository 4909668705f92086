#pragma once

#include "ui/blades/listtable.h"
#include "ui/blades/requestact.h"

namespace lockbox::ui {

class ScrollAnchor;

/// The table of requests: knows the keys that decide, and keeps what is looked at in place while rows come and go around it.
class RequestsTable : public ListTable
{
    Q_OBJECT

public:
    explicit RequestsTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

    /// The GUID of the current row's request, or empty.
    QString currentRequest() const;
    /// Chooses the row of a request, now or as soon as it is there.
    void chooseRequest(const QString &id);
    void chooseRow(int row);

    /// Asks for more rows where few are left above or behind what is seen.
    void askForNeighbours();
    /// Whether the first row is the whole list's first: then a list that stands at its top stays there.
    void setAtTrueTop(bool atTrueTop);

signals:
    void openRequested(const QString &request);
    /// A or D on a row that waits.
    void actRequested(const QString &request, lockbox::ui::RequestAct act);
    void firstRequested();
    void lastRequested();
    void moreNeeded();
    void earlierNeeded();
    void currentRequestChanged(const QString &request);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    bool handleJump(const QKeyEvent &event);
    bool handleDecision(const QKeyEvent &event);
    void restoreChoice();

    ScrollAnchor *m_anchor;
    QString m_chosen; ///< What was chosen last, also while its row is not there.
};

} // namespace lockbox::ui
