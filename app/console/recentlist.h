#pragma once

#include "app/console/recentstores.h"

#include <QListWidget>

namespace lockbox::ui {

/// The stores that were opened before, to open one again with a click or Enter, and to take out of the list with its cross, Delete or the menu.
class RecentList : public QListWidget
{
    Q_OBJECT

public:
    explicit RecentList(QWidget *parent = nullptr);

    /// Keeps the row that is current where it still is there.
    void setStores(const std::vector<RecentStore> &stores);
    const std::vector<RecentStore> &stores() const { return m_stores; }

signals:
    void chosen(const lockbox::ui::RecentStore &store);
    void removeRequested(const lockbox::ui::RecentStore &store);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void choose(int row);
    void remove(int row);

    std::vector<RecentStore> m_stores;
};

} // namespace lockbox::ui
