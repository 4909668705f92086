#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

namespace lockbox::ui {

class ProgressLine;
class StateBadge;
class TextLabel;

/// Where a request stands, and while the clock runs how much time is left: a badge, words, and a line that grows shorter.
class RequestCountdown : public QWidget
{
    Q_OBJECT

public:
    explicit RequestCountdown(QWidget *parent = nullptr);

    void show(RequestState state, const std::optional<RequestPresenter::Countdown> &countdown);

private:
    StateBadge *m_badge;
    TextLabel *m_text;
    ProgressLine *m_line;
};

} // namespace lockbox::ui
