#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace lockbox::ui {

/// A label of the portal with its value beside it, or below it where the value has words that don't fit beside.
class RequestFieldRow : public QWidget
{
    Q_OBJECT

public:
    explicit RequestFieldRow(QWidget *parent = nullptr);

    void show(const RequestPresenter::Field &field);

private:
    void applyTheme();

    QBoxLayout *m_layout;
    QLabel *m_label;
    QLabel *m_value;
};

} // namespace lockbox::ui
