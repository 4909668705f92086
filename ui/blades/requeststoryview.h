#pragma once

#include "ui/blades/requestpresenter.h"

#include <QWidget>

class QLabel;

namespace lockbox::ui {

class FieldList;
class ProgressLine;
class StateBadge;
class Timeline;

/// A request as it is read: state, time left, the portal's fields, history, timeline.
class RequestStoryView : public QWidget
{
    Q_OBJECT

public:
    explicit RequestStoryView(QWidget *parent = nullptr);

    void show(const RequestPresenter &presenter);

private:
    StateBadge *m_badge;
    ProgressLine *m_countdown;
    FieldList *m_fields;
    QLabel *m_history;
    Timeline *m_timeline;
};

} // namespace lockbox::ui
