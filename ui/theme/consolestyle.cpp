#include "ui/theme/consolestyle.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOptionComboBox>

namespace lockbox::ui {

namespace {

constexpr double corner = 3;

/// The colours of a check box or radio button in its present state.
struct IndicatorColors {
    explicit IndicatorColors(const QStyleOption &option)
    {
        const Theme &theme = Theme::instance();
        const bool enabled = option.state.testFlag(QStyle::State_Enabled);
        const bool hovered = enabled && option.state.testFlag(QStyle::State_MouseOver);
        filled = option.state.testFlag(QStyle::State_On)
                 || option.state.testFlag(QStyle::State_NoChange);
        const Token accent = hovered ? Token::AccentHover : Token::Accent;
        fill = theme.color(filled ? (enabled ? accent : Token::DisabledText) : Token::Surface);
        edge = theme.color(hovered ? Token::Text : enabled ? Token::StrongLine : Token::Line);
        if (filled)
            edge = fill;
    }

    bool filled;
    QColor fill;
    QColor edge;
};

void drawCheckBox(const QStyleOption &option, QPainter &painter)
{
    const IndicatorColors colors(option);
    painter.setPen(colors.edge);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    if (option.state.testFlag(QStyle::State_NoChange))
        painter.fillRect(
            option.rect.adjusted(4, option.rect.height() / 2 - 1, -4, 1 - option.rect.height() / 2),
            Theme::instance().color(Token::OnAccent));
    else if (colors.filled)
        Theme::instance()
            .icon(QStringLiteral("check"), Token::OnAccent)
            .paint(&painter, option.rect.adjusted(1, 1, -1, -1));
}

void drawRadioButton(const QStyleOption &option, QPainter &painter)
{
    const IndicatorColors colors(option);
    const Theme &theme = Theme::instance();
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(colors.edge, colors.filled ? 2 : 1));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawEllipse(colors.filled ? circle.adjusted(0.5, 0.5, -0.5, -0.5) : circle);
    if (!colors.filled)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawEllipse(circle.center(), circle.width() / 4, circle.width() / 4);
}

void drawFocusRing(const QStyleOption &option, QPainter &painter)
{
    painter.setPen(QPen(Theme::instance().color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), corner, corner);
}

void drawArrow(const QString &icon, const QStyleOption &option, QPainter &painter)
{
    constexpr int side = 12;
    QRect place(0, 0, side, side);
    place.moveCenter(option.rect.center());
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    Theme::instance()
        .icon(icon, enabled ? Token::SecondText : Token::DisabledText)
        .paint(&painter, place);
}

void drawComboBox(const QStyleOptionComboBox &option, QPainter &painter)
{
    const Theme &theme = Theme::instance();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const double width = focused ? 2 : 1;
    QColor edge = theme.color(enabled ? Token::StrongLine : Token::Line);
    if (enabled && (focused || hovered))
        edge = theme.color(focused ? Token::Accent : Token::Text);
    painter.setPen(QPen(edge, width));
    painter.setBrush(theme.color(enabled ? Token::Surface : Token::Window));
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), corner,
                            corner);
    QStyleOption arrow = option;
    arrow.rect = QRect(option.rect.right() - 24, option.rect.top(), 20, option.rect.height());
    if (option.direction == Qt::RightToLeft)
        arrow.rect.moveLeft(option.rect.left() + 4);
    drawArrow(QStringLiteral("chevron-down"), arrow, painter);
}

} // namespace

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckBox(*option, *painter); break;
    case PE_IndicatorRadioButton: drawRadioButton(*option, *painter); break;
    case PE_FrameFocusRect:
        // The style sheet's border is a push button's ring.
        if (!qobject_cast<const QPushButton *>(widget))
            drawFocusRing(*option, *painter);
        break;
    case PE_IndicatorArrowDown: drawArrow(QStringLiteral("chevron-down"), *option, *painter); break;
    case PE_IndicatorArrowUp: drawArrow(QStringLiteral("chevron-up"), *option, *painter); break;
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        // Headers say SortDown of ascending rows, and people expect an arrow upwards there.
        const bool down = header && header->sortIndicator == QStyleOptionHeader::SortUp;
        drawArrow(down ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"), *option,
                  *painter);
        break;
    }
    default:
        painter->setRenderHint(QPainter::Antialiasing, false);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        break;
    }
    painter->restore();
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (control != CC_ComboBox || !combo) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawComboBox(*combo, *painter);
    painter->restore();
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                   SubControl part, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return rect.adjusted(4, 0, 0, 0); // in line with what is typed into other fields
    return rect;
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize: return 16;
    case PM_HeaderMarkSize: return 12;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_ComboBox_Popup: return 0; // below the box, as in the portal
    case SH_EtchDisabledText: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    constexpr int controlHeight = 32;
    if (type == CT_ComboBox)
        result = {result.width() + 16, controlHeight};
    if (type == CT_CheckBox || type == CT_RadioButton)
        result.setHeight(qMax(result.height(), 28));
    return result;
}

} // namespace lockbox::ui
