#pragma once

#include "ui/blades/requestact.h"
#include "ui/blades/windowedtable.h"

namespace lockbox::ui {

/// The table of requests: knows the keys that decide.
class RequestsTable : public WindowedTable
{
    Q_OBJECT

public:
    explicit RequestsTable(QWidget *parent = nullptr);

    /// The GUID of the current row's request, or empty.
    QString currentRequest() const { return currentKey().toString(); }
    /// Chooses the row of a request, now or as soon as it is there.
    void chooseRequest(const QString &id) { chooseKey(id); }

signals:
    void openRequested(const QString &request);
    /// A or D on a row that waits.
    void actRequested(const QString &request, lockbox::ui::RequestAct act);
    void currentRequestChanged(const QString &request);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool handleDecision(const QKeyEvent &event);
};

} // namespace lockbox::ui
