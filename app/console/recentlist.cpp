#include "app/console/recentlist.h"

#include "app/console/recentdelegate.h"
#include "ui/widgets/statetext.h"
#include "ui/widgets/tooltiptext.h"

#include <QContextMenuEvent>
#include <QFileInfo>
#include <QMenu>

namespace lockbox::ui {

namespace {

QString kindText(StoreKind kind)
{
    switch (kind) {
    case StoreKind::Demo: return RecentList::tr("Demo");
    case StoreKind::Service: return RecentList::tr("Server");
    case StoreKind::File: break;
    }
    return RecentList::tr("Local file");
}

QString iconOf(StoreKind kind)
{
    switch (kind) {
    case StoreKind::Demo: return QStringLiteral("desk");
    case StoreKind::Service: return QStringLiteral("building");
    case StoreKind::File: break;
    }
    return QStringLiteral("document");
}

bool isMissing(const RecentStore &store)
{
    return store.kind == StoreKind::File && !QFileInfo::exists(store.location);
}

} // namespace

RecentList::RecentList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("recentStores"));
    setAccessibleName(tr("Stores that were opened before"));
    setItemDelegate(new RecentDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void RecentList::setStores(const std::vector<RecentStore> &stores)
{
    const int before = std::max(currentRow(), 0);
    m_stores = stores;
    clear();
    for (const RecentStore &store : m_stores) {
        const bool missing = isMissing(store);
        const QString opened = tr("Opened %1").arg(dateTimeText(store.lastOpened));
        const QString state = missing ? tr("Not found") : QString();
        auto *item = new QListWidgetItem(store.name, this);
        item->setData(RecentDelegate::PlaceRole, store.location);
        item->setData(RecentDelegate::KindRole, kindText(store.kind));
        item->setData(RecentDelegate::OpenedRole, opened);
        item->setData(RecentDelegate::StateRole, state);
        item->setData(RecentDelegate::IconRole,
                      missing ? QStringLiteral("warning") : iconOf(store.kind));
        item->setToolTip(plainToolTip(store.location));
        QStringList read{store.name, kindText(store.kind), store.location, opened};
        if (missing)
            read.append(state);
        item->setData(Qt::AccessibleTextRole, read.join(QStringLiteral(", ")));
    }
    if (count() > 0)
        setCurrentRow(std::min(before, count() - 1));
}

void RecentList::choose(int row)
{
    if (row >= 0 && row < count())
        emit chosen(RecentStore(m_stores[static_cast<size_t>(row)]));
}

void RecentList::remove(int row)
{
    if (row >= 0 && row < count())
        emit removeRequested(RecentStore(m_stores[static_cast<size_t>(row)]));
}

void RecentList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(currentRow());
    else if (event->key() == Qt::Key_Delete)
        remove(currentRow());
    else
        QListWidget::keyPressEvent(event);
}

void RecentList::mouseMoveEvent(QMouseEvent *event)
{
    QListWidget::mouseMoveEvent(event);
    setCursor(indexAt(event->pos()).isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void RecentList::mouseReleaseEvent(QMouseEvent *event)
{
    QListWidget::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid() || index.row() != currentRow())
        return;
    if (RecentDelegate::crossIn(visualRect(index)).contains(event->pos()))
        remove(index.row());
    else
        choose(index.row());
}

void RecentList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("recentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int row = index.row();
    connect(menu->addAction(tr("Open")), &QAction::triggered, this, [this, row] { choose(row); });
    connect(menu->addAction(tr("Remove from this list")), &QAction::triggered, this,
            [this, row] { remove(row); });
    menu->popup(event->reason() == QContextMenuEvent::Mouse
                    ? event->globalPos()
                    : viewport()->mapToGlobal(visualRect(index).center()));
}

} // namespace lockbox::ui
