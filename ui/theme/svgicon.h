#pragma once

#include <QColor>
#include <QIconEngine>

namespace lockbox::ui {

/// Paints one of resources/icons in a colour, from the drawing itself, so that it is sharp at every scale.
class SvgIcon : public QIconEngine
{
public:
    /// `faded` is used for disabled widgets.
    SvgIcon(const QString &name, const QColor &color, const QColor &faded);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine *clone() const override { return new SvgIcon(*this); }

private:
    QByteArray m_drawing;
    QColor m_color;
    QColor m_faded;
};

} // namespace lockbox::ui
