#pragma once

#include "ui/blades/windowedtable.h"

namespace lockbox::ui {

/// The table of events. A click or Enter opens the event, a click on its request or Ctrl+Enter the
/// request.
class AuditLogTable : public WindowedTable
{
    Q_OBJECT

public:
    explicit AuditLogTable(QWidget *parent = nullptr);

    /// The number of the current row's event; 0 where there is none.
    qint64 currentEvent() const { return currentKey().toLongLong(); }

signals:
    void eventRequested(qint64 seq);
    void requestRequested(const QString &request);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    /// What happened takes the room that there is. A blade beside takes room: the row that it tells
    /// of stays in sight.
    void resizeEvent(QResizeEvent *event) override;

private:
    void open(const QModelIndex &row, bool asksForRequest);
    void fitWhat();

    int m_height = 0; ///< Of what was seen of the rows.
};

} // namespace lockbox::ui
