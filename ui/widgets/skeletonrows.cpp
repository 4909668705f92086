#include "ui/widgets/skeletonrows.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <array>

namespace lockbox::ui {

using namespace std::chrono_literals;

SkeletonRows::SkeletonRows(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Loading"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_barsShown = true;
        update();
    });
}

void SkeletonRows::showEvent(QShowEvent *)
{
    m_delay.start();
}

void SkeletonRows::hideEvent(QHideEvent *)
{
    m_delay.stop();
    m_barsShown = false;
}

void SkeletonRows::paintEvent(QPaintEvent *)
{
    if (!m_barsShown)
        return;
    constexpr int rowHeight = 40;
    constexpr std::array widths = {0.62, 0.8, 0.5, 0.7}; // of a column, so that it looks like text
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().color(Token::Line));
    const int column = qMax(1, width() / static_cast<int>(widths.size()));
    for (int row = 0; (row + 1) * rowHeight < height() && row < 8; ++row) {
        for (size_t i = 0; i < widths.size(); ++i) {
            const double part = widths[(i + static_cast<size_t>(row)) % widths.size()];
            painter.drawRoundedRect(QRectF(8 + static_cast<double>(i) * column,
                                           row * rowHeight + 14, column * part, 12),
                                    4, 4);
        }
    }
}

} // namespace lockbox::ui
