#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QVBoxLayout;

namespace lockbox::ui {

class RequestCountdown;
class RequestFieldRow;
class TextLabel;
class Timeline;

/// A request as it is read: where it stands, the portal's fields, history, timeline.
class RequestStoryView : public QWidget
{
    Q_OBJECT

public:
    explicit RequestStoryView(QWidget *parent = nullptr);

    void show(const RequestPresenter &presenter);

signals:
    /// Show the request's place in the drawn workflow.
    void workflowRequested();

private:
    void showFields(const std::vector<RequestPresenter::Field> &fields);

    RequestCountdown *m_countdown;
    QVBoxLayout *m_fields;
    TextLabel *m_history;
    Timeline *m_timeline;
    std::vector<RequestFieldRow *> m_rows;
};

} // namespace lockbox::ui
