#include "ui/models/eventcells.h"

#include "ui/models/eventtext.h"

#include <QCoreApplication>
#include <QLocale>

namespace lockbox::ui {

namespace {

/// Translations of what the list of events says.
struct EventCells {
    Q_DECLARE_TR_FUNCTIONS(EventCells)
};

} // namespace

QString eventColumnName(EventColumn column)
{
    switch (column) {
    case EventColumn::Time: return EventCells::tr("Time");
    case EventColumn::Actor: return EventCells::tr("Who");
    case EventColumn::Role: return EventCells::tr("Role");
    case EventColumn::What: return EventCells::tr("What");
    case EventColumn::Request: return EventCells::tr("Request");
    case EventColumn::Number: break;
    }
    return EventCells::tr("Number");
}

QString eventCellText(const Event &event, EventColumn column)
{
    switch (column) {
    case EventColumn::Time: return localSecondText(event.at);
    case EventColumn::Actor: return eventActor(event);
    case EventColumn::Role: return eventRole(event);
    case EventColumn::What: return eventDeed(event);
    case EventColumn::Request: return event.reference;
    case EventColumn::Number: break;
    }
    return QLocale().toString(event.seq);
}

QVariant eventCellToolTip(const Event &event, EventColumn column)
{
    switch (column) {
    case EventColumn::Time: return utcSecondText(event.at);
    case EventColumn::Actor: return eventActor(event);
    case EventColumn::Role:
        return event.actorRole
                   ? QVariant(EventCells::tr("Held at that moment: %1").arg(eventRole(event)))
                   : QVariant();
    case EventColumn::What: return eventDeed(event);
    case EventColumn::Request:
        return event.request.isNull()
                   ? QVariant()
                   : QVariant(EventCells::tr("Open request %1\n%2")
                                  .arg(event.reference, event.request.toString()));
    case EventColumn::Number: break;
    }
    return {};
}

QString eventCellSpoken(const Event &event, EventColumn column, bool isFlawed)
{
    if (column != EventColumn::Time)
        return EventCells::tr("%1: %2").arg(eventColumnName(column), eventCellText(event, column));
    const QString sentence = eventSentence(event);
    return isFlawed ? EventCells::tr("%1, verification found something wrong here").arg(sentence)
                    : sentence;
}

} // namespace lockbox::ui
