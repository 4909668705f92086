#include "ui/theme/svgicon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace lockbox::ui {

SvgIcon::SvgIcon(const QString &name, const QColor &color, const QColor &faded)
    : m_color(color), m_faded(faded)
{
    QFile file(QStringLiteral(":/lockbox/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly))
        m_drawing = file.readAll();
    else
        qWarning("there is no icon \"%s\"", qUtf8Printable(name));
}

void SvgIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const QColor color = mode == QIcon::Disabled ? m_faded : m_color;
    QByteArray drawing = m_drawing;
    drawing.replace("currentColor", color.name().toLatin1()); // the drawings' one stroke colour
    QSvgRenderer renderer(drawing);
    const int side = qMin(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    renderer.render(painter, square);
}

QPixmap SvgIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

QPixmap SvgIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect({}, size), mode, state);
    return pixmap;
}

} // namespace lockbox::ui
