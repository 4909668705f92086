#include "ui/blades/requeststable.h"

#include "ui/delegates/requestdelegate.h"
#include "ui/models/requestroles.h"

#include <QKeyEvent>

namespace lockbox::ui {

RequestsTable::RequestsTable(QWidget *parent) : WindowedTable(RequestIdRole, parent)
{
    auto *delegate = new RequestDelegate(this);
    setItemDelegate(delegate);
    connect(this, &ListTable::hovered, delegate, &RequestDelegate::setHoveredRow);
    connect(this, &ListTable::opened, this, [this](const QModelIndex &row) {
        emit openRequested(row.data(RequestIdRole).toString());
    });
    connect(this, &WindowedTable::currentKeyChanged, this,
            [this](const QVariant &key) { emit currentRequestChanged(key.toString()); });
}

void RequestsTable::keyPressEvent(QKeyEvent *event)
{
    if (!handleDecision(*event))
        WindowedTable::keyPressEvent(event);
}

bool RequestsTable::handleDecision(const QKeyEvent &event)
{
    if (event.modifiers() != Qt::NoModifier
        || (event.key() != Qt::Key_A && event.key() != Qt::Key_D))
        return false;
    const auto state = static_cast<RequestState>(currentIndex().data(RequestStateRole).toInt());
    const bool yes = event.key() == Qt::Key_A;
    if (!currentIndex().isValid()
        || (state != RequestState::Pending && state != RequestState::Submitted))
        return false;
    if (state == RequestState::Pending)
        emit actRequested(currentRequest(), yes ? RequestAct::Approve : RequestAct::Deny);
    else
        emit actRequested(currentRequest(), yes ? RequestAct::Authorize : RequestAct::Reject);
    return true;
}

} // namespace lockbox::ui
