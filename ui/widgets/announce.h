#pragma once

#include <QString>

class QWidget;

namespace lockbox::ui {

/// Has screen readers say `text`, as something that happened in `widget`. The one place that knows how.
void announce(QWidget *widget, const QString &text);

} // namespace lockbox::ui
