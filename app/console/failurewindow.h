#pragma once

#include "core/base/error.h"

#include <QWidget>

namespace lockbox::ui {

/// Stands in the place of the console where its store can't be opened, and says why and what to do.
class FailureWindow : public QWidget
{
    Q_OBJECT

public:
    FailureWindow(const Error &error, const QString &location, QWidget *parent = nullptr);
};

/// What the program ends with for such an error: 6 for stores, 3 for unknown users, 4 for forbidden
/// acts, 7 for a broken log, else 1.
int exitCode(const Error &error);

} // namespace lockbox::ui
