#pragma once

#include "ui/blades/requestact.h"

#include <QTableView>

namespace lockbox::ui {

class RequestDelegate;
class ScrollAnchor;

/// The table of requests: rows, not cells, are what one points at, chooses and opens. Knows its keys, and keeps what is looked at
/// in place while rows come and go around it.
class RequestsTable : public QTableView
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
    /// The chosen rows: one as a sentence of its cells, several as tab-separated values with the header.
    QString chosenText() const;

    /// Asks for more rows where few are left above or behind what is seen.
    void askForNeighbours();
    /// Whether the first row is the whole list's first: then a list that stands at its top stays there.
    void setAtTrueTop(bool atTrueTop);

signals:
    void openRequested(const QString &request);
    /// A or D on a row that waits.
    void actRequested(const QString &request, lockbox::ui::RequestAct act);
    /// A key that belongs into the search box.
    void typed(const QString &text);
    void firstRequested();
    void lastRequested();
    void moreNeeded();
    void earlierNeeded();
    void currentRequestChanged(const QString &request);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyboardSearch(const QString &) override {}
    void focusInEvent(QFocusEvent *event) override;

private:
    bool handleCommand(const QKeyEvent &event);
    bool handleDecision(const QKeyEvent &event);
    void onClicked(const QModelIndex &index);
    void restoreChoice();
    void setHoveredRow(int row);
    QRect rowRect(int row) const;

    RequestDelegate *m_delegate;
    ScrollAnchor *m_anchor;
    QString m_chosen; ///< What was chosen last, also while its row is not there.
};

} // namespace lockbox::ui
