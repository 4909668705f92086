#pragma once

#include <QString>

#include <deque>

namespace lockbox::ui {

/// Which pages of a long list are held at the moment, and the keys that lead on from them. Keeps the window small: what is added
/// on one side is given back on the other.
class RequestPages
{
public:
    struct Entry {
        int rows = 0;
        QString previous; ///< Key of the page before, empty at the list's start.
        QString next;     ///< Key of the page behind, empty at the list's end.
    };

    explicit RequestPages(int maxRows = 1000) : m_maxRows(maxRows) {}

    void append(const Entry &page) { m_pages.push_back(page); }
    void prepend(const Entry &page) { m_pages.push_front(page); }

    /// Gives up whole pages at the front until the window is small enough; how many rows that were.
    int trimFront();
    /// The same at the back.
    int trimBack();

    int rows() const;
    int count() const { return static_cast<int>(m_pages.size()); }
    QString previous() const { return m_pages.empty() ? QString() : m_pages.front().previous; }
    QString next() const { return m_pages.empty() ? QString() : m_pages.back().next; }
    bool atStart() const { return previous().isEmpty(); }
    bool atEnd() const { return next().isEmpty(); }

private:
    int m_maxRows;
    std::deque<Entry> m_pages;
};

} // namespace lockbox::ui
