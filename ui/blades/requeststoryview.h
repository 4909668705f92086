#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace lockbox::ui {

class RequestCountdown;
class RequestFieldRow;
class RequestStoryLine;

/// A request as it is read: time left, the portal's fields, history, timeline.
class RequestStoryView : public QWidget
{
    Q_OBJECT

public:
    explicit RequestStoryView(QWidget *parent = nullptr);

    void show(const RequestPresenter &presenter);

private:
    void showFields(const std::vector<RequestPresenter::Field> &fields);
    void applyTheme();

    RequestCountdown *m_countdown;
    QVBoxLayout *m_fields;
    QLabel *m_historyHeading;
    QLabel *m_history;
    QLabel *m_storyHeading;
    RequestStoryLine *m_story;
    std::vector<RequestFieldRow *> m_rows;
};

} // namespace lockbox::ui
