#include "ui/models/requestsmodel.h"

#include "ui/models/requestcells.h"
#include "ui/models/requestreading.h"

#include <QSet>

namespace lockbox::ui {

namespace {

/// A row may have moved between two pages while they were read; it is shown once.
void dropRepeated(std::vector<AccessRequest> &rows, QSet<RequestId> &seen)
{
    std::erase_if(rows, [&](const AccessRequest &row) {
        const bool known = seen.contains(row.id);
        seen.insert(row.id);
        return known;
    });
}

RequestPages::Entry entryOf(const Page<AccessRequest> &page)
{
    return {
        .rows = static_cast<int>(page.items.size()), .previous = page.previous, .next = page.next};
}

} // namespace

RequestsModel::RequestsModel(ServiceRunner &runner, QObject *parent)
    : TableModel(parent), m_runner(runner)
{
    m_query.limit = pageSize;
}

void RequestsModel::setSession(const Session &session)
{
    if (session == m_session)
        return;
    m_session = session;
    const bool wasAsked = m_hasLoaded || m_loading != Load::None;
    m_hasLoaded = false;
    m_pages = RequestPages(maxRows);
    resetRows({});
    if (wasAsked)
        showFirst();
}

void RequestsModel::setRequestorName(const QString &name)
{
    if (name == m_requestorName)
        return;
    m_requestorName = name;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RequestsModel::setNow(Timestamp now)
{
    const Timestamp before = std::exchange(m_now, now);
    for (int i = 0; i < rowCount(); ++i) {
        if (!nextDeadline(row(i)))
            continue;
        const AccessRequest current = atTime(row(i), now);
        if (current.state != row(i).state)
            updateRow(i, current);
        else if (timeLeftCell(current, before) != timeLeftCell(current, now))
            emit dataChanged(index(i, 0), index(i, columnCount() - 1));
    }
}

void RequestsModel::setQuery(const RequestQuery &query)
{
    m_query = query;
    m_query.limit = pageSize;
    m_query.fromEnd = false;
    m_query.after.clear();
    showFirst();
}

RequestQuery RequestsModel::pageQuery(const QString &after) const
{
    RequestQuery query = m_query;
    query.after = after;
    return query;
}

void RequestsModel::refresh()
{
    if (m_loading != Load::None) {
        m_isStale = true;
        return;
    }
    if (!m_hasLoaded || rowCount() == 0) {
        showFirst();
        return;
    }
    const RequestWindow window{.query = m_query,
                               .previous = m_pages.previous(),
                               .atEnd = m_pages.atEnd(),
                               .pages = m_pages.count()};
    start(Load::Refresh, [window, session = m_session](LockboxService &service) {
        return readWindow(service, session, window);
    });
}

void RequestsModel::showFirst()
{
    start(Load::First, [query = pageQuery(), session = m_session](LockboxService &service) {
        return readPage(service, session, query);
    });
}

void RequestsModel::showLast()
{
    RequestQuery query = pageQuery();
    query.fromEnd = true;
    start(Load::Last, [query, session = m_session](LockboxService &service) {
        return readPage(service, session, query);
    });
}

bool RequestsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_loading == Load::None && !m_pages.atEnd();
}

void RequestsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    start(Load::More, [query = pageQuery(m_pages.next()), session = m_session](
                          LockboxService &service) { return readPage(service, session, query); });
}

bool RequestsModel::canFetchBefore() const
{
    return m_loading == Load::None && !m_pages.atStart();
}

void RequestsModel::fetchBefore()
{
    if (!canFetchBefore())
        return;
    start(Load::Before, [query = pageQuery(m_pages.previous()), session = m_session](
                            LockboxService &service) { return readPage(service, session, query); });
}

std::vector<Timestamp> RequestsModel::deadlines() const
{
    std::vector<Timestamp> deadlines;
    for (const AccessRequest &request : rows()) {
        if (const auto deadline = nextDeadline(request))
            deadlines.push_back(*deadline);
    }
    return deadlines;
}

void RequestsModel::start(Load load, Call call)
{
    m_loading = load;
    emit loadStarted(load);
    m_runner.run<Pages>(this, QStringLiteral("requests.page"), std::move(call),
                        [this, load](Result<Pages> pages) { finish(load, std::move(pages)); });
}

void RequestsModel::finish(Load load, Result<Pages> pages)
{
    if (!pages) {
        m_loading = Load::None;
        m_isStale = false;
        emit loadFailed(pages.error());
        return;
    }
    // Still loading while rows come and go: a view that scrolls meanwhile shall not ask for more.
    show(load, std::move(*pages));
    m_loading = Load::None;
    m_hasLoaded = true;
    emit loaded(load);
    if (std::exchange(m_isStale, false))
        refresh();
}

void RequestsModel::show(Load load, Pages pages)
{
    if (load != Load::More && load != Load::Before) {
        replacePages(load, std::move(pages));
        return;
    }
    QSet<RequestId> seen;
    for (const AccessRequest &request : rows())
        seen.insert(request.id);
    Page<AccessRequest> page = std::move(pages.front());
    dropRepeated(page.items, seen);
    if (load == Load::More) {
        m_pages.append(entryOf(page));
        appendRows(std::move(page.items));
        dropRows(0, m_pages.trimFront());
    } else {
        const RequestPages::Entry entry = entryOf(page);
        insertRowsAt(0, std::move(page.items));
        m_pages.prepend(entry);
        const int surplus = m_pages.trimBack();
        dropRows(rowCount() - surplus, surplus);
    }
}

void RequestsModel::replacePages(Load load, Pages pages)
{
    QSet<RequestId> seen;
    std::vector<AccessRequest> all;
    m_pages = RequestPages(maxRows);
    for (Page<AccessRequest> &page : pages) {
        dropRepeated(page.items, seen);
        m_pages.append(entryOf(page));
        std::move(page.items.begin(), page.items.end(), std::back_inserter(all));
    }
    if (load == Load::Refresh)
        mergeRows(std::move(all));
    else
        resetRows(std::move(all));
}

QVariant RequestsModel::header(int column, int role) const
{
    const auto which = static_cast<RequestColumn>(column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return columnName(which);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant RequestsModel::cell(const AccessRequest &request, int column, int role) const
{
    const auto which = static_cast<RequestColumn>(column);
    switch (role) {
    case Qt::DisplayRole: return cellText(request, which, m_requestorName, m_now);
    case Qt::ToolTipRole: return cellToolTip(request, which, m_now);
    case Qt::AccessibleTextRole:
        return which == RequestColumn::Reference ? rowSentence(request, m_requestorName, m_now)
                                                 : cellText(request, which, m_requestorName, m_now);
    case RequestIdRole: return request.id.toString();
    case RequestStateRole: return static_cast<int>(request.state);
    case SecondsLeftRole: return secondsLeft(request, m_now);
    case RequestColumnRole: return column;
    case SecondTextRole:
        return which == RequestColumn::Requestor ? accountPart(request.requestor) : QVariant();
    default: return {};
    }
}

} // namespace lockbox::ui
