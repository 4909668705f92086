#pragma once

#include "ui/blades/requestact.h"

namespace lockbox::ui {

/// What the confirmation of an act says and asks, without its widgets.
class DecisionPresenter
{
    Q_DECLARE_TR_FUNCTIONS(DecisionPresenter)

public:
    /// A choice of how long access lasts.
    struct WindowChoice {
        std::chrono::seconds length;
        QString label; ///< "30 min", "All (4 h)".

        bool operator==(const WindowChoice &) const = default;
    };

    /// Whom and what it is about.
    struct Subject {
        AccessRequest request;
        Policy policy;
        Tenant tenant;
    };

    DecisionPresenter(RequestAct act, const Subject &subject) : m_act(act), m_subject(subject) {}

    RequestAct act() const { return m_act; }
    QString heading() const;
    /// What will happen, to whom, until when. `window` counts for Approve only.
    QString consequence(std::chrono::seconds window, Timestamp now) const;
    /// 30 min, 1 h, 2 h, all of it. Empty where there is nothing to choose.
    std::vector<WindowChoice> windowChoices() const;
    /// What is given unless a shorter window is chosen.
    std::chrono::seconds wholeWindow() const;

    QString textLabel() const;
    bool isTextRequired() const;
    /// Why `text` can't be sent, or empty.
    QString objection(const QString &text) const;
    /// The name under which the door reports a fault of the text.
    QString textField() const;

private:
    QString requestorName() const;
    QString authorizeConsequence(Timestamp now) const;

    RequestAct m_act;
    Subject m_subject;
};

} // namespace lockbox::ui
