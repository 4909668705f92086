#pragma once

#include "core/domain/event.h"
#include "ui/models/eventroles.h"

#include <QVariant>

/// What the list of events says in its cells. Pure functions of an event.
namespace lockbox::ui {

QString eventColumnName(EventColumn column);
QString eventCellText(const Event &event, EventColumn column);
/// More than fits into the cell. Null where there is no more.
QVariant eventCellToolTip(const Event &event, EventColumn column);
/// For screen readers: the first column reads as the whole row.
QString eventCellSpoken(const Event &event, EventColumn column, bool isFlawed);

} // namespace lockbox::ui
