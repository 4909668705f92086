#include "ui/models/eventsmodel.h"

#include "ui/models/eventcells.h"

#include <algorithm>
#include <functional>

namespace lockbox::ui {

EventsModel::EventsModel(ServiceRunner &runner, QObject *parent)
    : TableModel(parent), m_runner(runner)
{}

void EventsModel::setSession(const Session &session)
{
    if (session == m_session)
        return;
    m_session = session;
    const bool wasAsked = m_hasLoaded || m_loading != Load::None;
    m_hasLoaded = false;
    m_older.reset();
    m_newer.reset();
    m_head = 0;
    resetRows({});
    if (wasAsked)
        showFirst();
}

void EventsModel::setFilter(const EventFilter &filter)
{
    m_filter = filter;
    showFirst();
}

void EventsModel::showFirst()
{
    start(Load::First, EventDirection::Older, 0);
}

void EventsModel::showLast()
{
    start(Load::Last, EventDirection::Newer, 0);
}

void EventsModel::showAt(qint64 seq)
{
    m_filter = {};
    m_at = seq;
    start(Load::At, EventDirection::Older, seq + 1);
}

bool EventsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_loading == Load::None && m_older;
}

void EventsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        start(Load::More, EventDirection::Older, *m_older);
}

bool EventsModel::canFetchBefore() const
{
    return m_loading == Load::None && m_newer;
}

void EventsModel::fetchBefore()
{
    if (canFetchBefore())
        start(Load::Before, EventDirection::Newer, *m_newer);
}

void EventsModel::start(Load load, EventDirection direction, qint64 after)
{
    m_loading = load;
    m_missing = pageSize;
    m_isFresh = load != Load::More && load != Load::Before;
    emit loadStarted(load);
    readPart(load, direction, after);
}

void EventsModel::readPart(Load load, EventDirection direction, qint64 after)
{
    // What comes while the part is read is newer than this head, and so is news.
    const bool asksHead = m_isFresh;
    m_runner.run<EventPart>(
        this, QStringLiteral("events.page"),
        [session = m_session, filter = m_filter, direction, after,
         asksHead](LockboxService &service) -> Result<EventPart> {
            const auto head = asksHead ? readEventHead(service, session) : Result<qint64>(0);
            if (!head)
                return failure(head);
            auto part = readEvents(service, session, filter, direction, after);
            if (part)
                part->head = *head;
            return part;
        },
        [this, load, direction](Result<EventPart> part) {
            onPart(load, direction, std::move(part));
        });
}

void EventsModel::onPart(Load load, EventDirection direction, Result<EventPart> part)
{
    if (!part) {
        fail(part.error());
        return;
    }
    if (std::exchange(m_isFresh, false))
        begin(load, *part);
    m_missing -= static_cast<int>(part->events.size());
    const std::optional<qint64> next = part->next;
    // Still loading while rows come and go: a view that scrolls meanwhile shall not ask for more.
    if (direction == EventDirection::Older)
        addOlder(std::move(*part));
    else
        addNewer(std::move(*part));
    if (next && m_missing > 0) {
        emit partLoaded();
        readPart(load, direction, *next);
        return;
    }
    finish(load);
}

void EventsModel::begin(Load load, const EventPart &part)
{
    m_head = part.head;
    m_older.reset();
    m_newer.reset();
    m_lookedTo.reset();
    if (load == Load::At && m_at < m_head)
        m_newer = m_at;
    resetRows({});
}

void EventsModel::addOlder(EventPart part)
{
    m_older = part.next;
    m_lookedTo = part.lookedTo;
    appendRows(std::move(part.events));
    if (const int surplus = rowCount() - maxRows; surplus > 0) {
        dropRows(0, surplus);
        m_newer = row(0).seq;
    }
}

void EventsModel::addNewer(EventPart part)
{
    m_newer = part.next;
    insertRowsAt(0, std::move(part.events));
    if (const int surplus = rowCount() - maxRows; surplus > 0) {
        dropRows(maxRows, surplus);
        m_older = row(maxRows - 1).seq;
        m_lookedTo = row(maxRows - 1).at;
    }
}

void EventsModel::finish(Load load)
{
    m_loading = Load::None;
    m_hasLoaded = true;
    emit loaded(load);
    if (m_loading == Load::None && std::exchange(m_isStale, false))
        refresh();
}

void EventsModel::fail(const Error &error)
{
    m_loading = Load::None;
    m_isStale = false;
    emit loadFailed(error);
}

void EventsModel::refresh()
{
    if (m_loading != Load::None) {
        m_isStale = true;
        return;
    }
    if (!m_hasLoaded) {
        showFirst();
        return;
    }
    m_loading = Load::Refresh;
    emit loadStarted(Load::Refresh);
    m_runner.run<EventNews>(
        this, QStringLiteral("events.page"),
        [session = m_session, filter = m_filter, head = m_head](LockboxService &service) {
            return readEventNews(service, session, filter, head);
        },
        [this](Result<EventNews> news) { onNews(std::move(news)); });
}

void EventsModel::onNews(Result<EventNews> news)
{
    if (!news) {
        fail(news.error());
        return;
    }
    if (news->isOther || (news->isTooMuch && isAtStart())) {
        showFirst();
        return;
    }
    m_head = news->head;
    insert(std::move(news->events));
    finish(Load::Refresh);
}

/// Puts the events among the rows, as far as they belong into the window.
void EventsModel::insert(std::vector<Event> events)
{
    std::erase_if(events, [this](const Event &event) {
        const bool isAbove = m_newer && (rowCount() == 0 || event.seq > row(0).seq);
        const bool isBelow = m_older && event.seq <= *m_older;
        return isAbove || isBelow || rowOf(event.seq) >= 0;
    });
    if (events.empty())
        return;
    events.insert(events.end(), rows().begin(), rows().end());
    std::ranges::sort(events, std::greater(), &Event::seq);
    mergeRows(std::move(events));
    if (const int surplus = rowCount() - maxRows; surplus > 0) {
        dropRows(maxRows, surplus);
        m_older = row(maxRows - 1).seq;
        m_lookedTo = row(maxRows - 1).at;
    }
}

void EventsModel::setFlaw(qint64 seq)
{
    const qint64 before = std::exchange(m_flaw, seq);
    for (const qint64 changed : {before, seq}) {
        if (const int at = before == seq ? -1 : rowOf(changed); at >= 0)
            emit dataChanged(index(at, 0), index(at, columnCount() - 1));
    }
}

QVariant EventsModel::header(int column, int role) const
{
    const auto which = static_cast<EventColumn>(column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return eventColumnName(which);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant EventsModel::cell(const Event &event, int column, int role) const
{
    const auto which = static_cast<EventColumn>(column);
    switch (role) {
    case Qt::DisplayRole: return eventCellText(event, which);
    case Qt::ToolTipRole: return eventCellToolTip(event, which);
    case Qt::AccessibleTextRole: return eventCellSpoken(event, which, event.seq == m_flaw);
    case EventSeqRole: return event.seq;
    case EventKindRole: return static_cast<int>(event.kind);
    case EventRequestRole: return event.request.isNull() ? QString() : event.request.toString();
    case EventColumnRole: return column;
    case EventFlawRole: return event.seq == m_flaw;
    default: return {};
    }
}

} // namespace lockbox::ui
