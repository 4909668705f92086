#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QLabel;

namespace lockbox::ui {

/// How much time is left, in words and as a line that grows shorter.
class RequestCountdown : public QWidget
{
    Q_OBJECT

public:
    explicit RequestCountdown(QWidget *parent = nullptr);

    void show(const RequestPresenter::Countdown &countdown);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RequestPresenter::Countdown m_countdown;
    QLabel *m_text;
};

} // namespace lockbox::ui
