#include "ui/blades/userparts.h"

#include "ui/widgets/buttons.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QScrollArea>

namespace lockbox::ui::parts {

namespace {

/// Translations of this file's texts.
struct Parts {
    Q_DECLARE_TR_FUNCTIONS(Parts)
};

} // namespace

TextLabel *text(const QString &text, TextStyle style, Token token)
{
    auto *label = new TextLabel(text, style, token);
    label->setWordWrap(true);
    return label;
}

TextLabel *caption(const QString &caption)
{
    return text(caption, TextStyle::Caption, Token::SecondText);
}

TextLabel *fieldLabel(const QString &label, QWidget *buddy)
{
    TextLabel *made = text(label, TextStyle::Body, Token::SecondText);
    made->setBuddy(buddy);
    return made;
}

TextLabel *fieldError(const QString &objectName)
{
    TextLabel *error = text({}, TextStyle::Caption, Token::Bad);
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

TextLabel *valueLine(QBoxLayout &layout, const QString &objectName, const QString &label,
                     int labelWidth)
{
    auto *row = new QWidget;
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 0);
    cells->setSpacing(24);
    TextLabel *name = text(label, TextStyle::Body, Token::SecondText);
    name->setFixedWidth(labelWidth);
    TextLabel *value = text({}, TextStyle::BodyStrong);
    value->setObjectName(objectName);
    cells->addWidget(name, 0, Qt::AlignTop);
    cells->addWidget(value, 1);
    layout.addWidget(row);
    return value;
}

void setValue(QLabel &value, const QString &label, const QString &text)
{
    value.setText(text);
    value.setAccessibleName(Parts::tr("%1: %2").arg(label, text));
}

QPushButton *button(const QString &label, const QString &objectName, const QString &icon)
{
    auto *made = new SecondaryButton(label);
    made->setObjectName(objectName);
    if (!icon.isEmpty())
        setThemeIcon(made, icon, Token::AccentText);
    return made;
}

QPushButton *primaryButton(const QString &label, const QString &objectName)
{
    auto *made = new PrimaryButton(label);
    made->setObjectName(objectName);
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

QString sideName(const Tenant &tenant, Side side)
{
    if (side == Side::Customer)
        return tenant.name;
    const bool saysSo = tenant.provider.compare(Parts::tr("Provider"), Qt::CaseInsensitive) == 0;
    return saysSo ? tenant.provider : Parts::tr("%1 (the provider)").arg(tenant.provider);
}

} // namespace lockbox::ui::parts
