#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QBoxLayout;

namespace lockbox::ui {

class TextLabel;

/// A label of the portal with its value beside it, or below it where the value has words that don't fit beside.
class RequestFieldRow : public QWidget
{
    Q_OBJECT

public:
    explicit RequestFieldRow(QWidget *parent = nullptr);

    void show(const RequestPresenter::Field &field);

private:
    QBoxLayout *m_layout;
    TextLabel *m_label;
    TextLabel *m_value;
};

} // namespace lockbox::ui
