#pragma once

#include "core/domain/tenant.h"
#include "core/domain/user.h"
#include "ui/widgets/textlabel.h"

#include <QString>

class QBoxLayout;
class QPushButton;
class QScrollArea;
class QWidget;

/// Small pieces of which blades with forms are made.
namespace lockbox::ui::parts {

/// Text that wraps, in a text style and a token's colour; follows the theme.
TextLabel *text(const QString &text, TextStyle style = TextStyle::Body, Token token = Token::Text);
TextLabel *caption(const QString &text);
/// The label above a field; reads as the field's name and leads the focus there.
TextLabel *fieldLabel(const QString &text, QWidget *buddy = nullptr);
/// What is wrong with the field above it; hidden until there is something.
TextLabel *fieldError(const QString &objectName);
/// The widget moved right, under the choice it belongs to.
QWidget *indented(QWidget *widget);

/// A line of a page that only shows: what it is, so wide, and its value beside it, which is returned.
TextLabel *valueLine(QBoxLayout &layout, const QString &objectName, const QString &label,
                     int labelWidth = 320);
/// Shows the value of such a line; a screen reader hears what it is of.
void setValue(QLabel &value, const QString &label, const QString &text);

QPushButton *primaryButton(const QString &text, const QString &objectName);
QPushButton *button(const QString &text, const QString &objectName, const QString &icon = {});

/// `content` in an area that scrolls up and down only.
QScrollArea *scrolling(QWidget *content);

/// Whom a user belongs to: the customer's name, or the provider's.
QString sideName(const Tenant &tenant, Side side);

} // namespace lockbox::ui::parts
