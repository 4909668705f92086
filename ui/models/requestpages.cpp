#include "ui/models/requestpages.h"

#include <numeric>

namespace lockbox::ui {

int RequestPages::trimFront()
{
    int given = 0;
    while (m_pages.size() > 1 && rows() > m_maxRows) {
        given += m_pages.front().rows;
        m_pages.pop_front();
    }
    return given;
}

int RequestPages::trimBack()
{
    int given = 0;
    while (m_pages.size() > 1 && rows() > m_maxRows) {
        given += m_pages.back().rows;
        m_pages.pop_back();
    }
    return given;
}

int RequestPages::rows() const
{
    return std::accumulate(m_pages.begin(), m_pages.end(), 0,
                           [](int sum, const Entry &page) { return sum + page.rows; });
}

} // namespace lockbox::ui
