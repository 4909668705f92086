#pragma once

#include "ui/shell/pagefactory.h"

#include <QFrame>
#include <QHash>

class QVBoxLayout;

namespace lockbox::ui {

class IconButton;
class NavigationButton;

/// The tree of pages at the left; can be narrowed to icons.
class Navigation : public QFrame
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    /// Shows these pages, in this order.
    void setPages(const std::vector<PageFactory> &pages);
    void setCurrent(const QString &pageId);
    void setCompact(bool compact);
    bool isCompact() const { return m_isCompact; }

    static constexpr int wide = 244;
    static constexpr int narrow = 48;

signals:
    void chosen(const QString &pageId);
    void compactChanged(bool compact);

private:
    /// A group's heading and its pages.
    struct Group {
        NavigationButton *heading;
        std::vector<NavigationButton *> pages;
        bool isUnfolded = true;
    };

    void clear();
    void addPage(const PageFactory &page);
    void addGroup(const PageFactory &first);
    void showGroup(const QString &name);
    void showWidth();

    QVBoxLayout *m_layout;
    IconButton *m_toggle;
    QHash<QString, NavigationButton *> m_pages;
    QHash<QString, Group> m_groups;
    bool m_isCompact = false;
};

} // namespace lockbox::ui
