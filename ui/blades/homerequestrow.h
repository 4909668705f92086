#pragma once

#include "core/domain/accessrequest.h"

#include <QWidget>

class QPushButton;

namespace lockbox::ui {

class ElidedLabel;
class ProgressLine;
class TextLabel;

/// One request on Home: which case, who, what, why, how much time is left, and the button that leads on.
class HomeRequestRow : public QWidget
{
    Q_OBJECT

public:
    /// What is told of a request, and what its button does.
    struct Content {
        AccessRequest request;
        QString requestor;  ///< "Microsoft Engineer"
        Timestamp from;     ///< When the time that runs has started,
        Timestamp deadline; ///< and when it is over.
        QString until;      ///< The end in words.
        QString action;     ///< "Review"
        QString actionName; ///< "Review EXSR359123": the button's name for screen readers.
    };

    explicit HomeRequestRow(QWidget *parent = nullptr);

    void show(const Content &content, Timestamp now);
    const RequestId &id() const { return m_id; }

signals:
    void actionTriggered(const lockbox::RequestId &id);

private:
    void layOut();

    RequestId m_id;
    ElidedLabel *m_title;
    ElidedLabel *m_reason;
    TextLabel *m_left;
    TextLabel *m_until;
    ProgressLine *m_line;
    QPushButton *m_action;
};

} // namespace lockbox::ui
