#pragma once

#include "ui/theme/theme.h"

#include <QString>

class QLabel;
class QLayout;
class QPushButton;
class QScrollArea;
class QWidget;

/// Small pieces of which blades with forms are made.
namespace lockbox::ui::parts {

/// Text that wraps, in a text style and a token's colour; follows the theme.
QLabel *text(const QString &text, TextStyle style = TextStyle::Body, Token token = Token::Text);
QLabel *caption(const QString &text);
/// The label above a field; reads as the field's name and leads the focus there.
QLabel *fieldLabel(const QString &text, QWidget *buddy = nullptr);
/// What is wrong with the field above it; hidden until there is something.
QLabel *fieldError(const QString &objectName);
/// The widget moved right, under the choice it belongs to.
QWidget *indented(QWidget *widget);

QPushButton *primaryButton(const QString &text, const QString &objectName);
QPushButton *button(const QString &text, const QString &objectName, const QString &icon = {});

/// `content` in an area that scrolls up and down only.
QScrollArea *scrolling(QWidget *content);
void clear(QLayout &layout);

} // namespace lockbox::ui::parts
