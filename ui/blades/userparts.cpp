#include "ui/blades/userparts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace lockbox::ui::parts {

namespace {

void dress(QLabel *label, TextStyle style, Token token)
{
    const Theme &theme = Theme::instance();
    label->setFont(theme.font(style));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, theme.color(token));
    label->setPalette(palette);
}

} // namespace

QLabel *text(const QString &text, TextStyle style, Token token)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    dress(label, style, token);
    QObject::connect(&Theme::instance(), &Theme::changed, label,
                     [label, style, token] { dress(label, style, token); });
    return label;
}

QLabel *caption(const QString &caption)
{
    return text(caption, TextStyle::Caption, Token::SecondText);
}

QLabel *fieldLabel(const QString &label, QWidget *buddy)
{
    QLabel *made = text(label, TextStyle::Body, Token::SecondText);
    made->setBuddy(buddy);
    return made;
}

QLabel *fieldError(const QString &objectName)
{
    QLabel *error = text({}, TextStyle::Caption, Token::Bad);
    error->setObjectName(objectName);
    error->hide();
    return error;
}

QWidget *indented(QWidget *widget)
{
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(28, 0, 0, 0);
    layout->addWidget(widget);
    return box;
}

QPushButton *button(const QString &label, const QString &objectName, const QString &icon)
{
    auto *made = new QPushButton(label);
    made->setObjectName(objectName);
    made->setAutoDefault(false);
    made->setAccessibleName(label);
    if (!icon.isEmpty()) {
        const auto paint = [made, icon] {
            made->setIcon(Theme::instance().icon(icon, Token::AccentText));
        };
        paint();
        QObject::connect(&Theme::instance(), &Theme::changed, made, paint);
    }
    return made;
}

QPushButton *primaryButton(const QString &label, const QString &objectName)
{
    QPushButton *made = button(label, objectName);
    made->setProperty("kind", QStringLiteral("primary"));
    return made;
}

QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

void clear(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

} // namespace lockbox::ui::parts
