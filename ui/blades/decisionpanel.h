#pragma once

#include "ui/blades/decisionpresenter.h"

#include <QWidget>

class QButtonGroup;
class QPlainTextEdit;

namespace lockbox::ui {

class TextLabel;

/// The question before an act: what will happen, for how long, and what one wants to say about it. Its buttons are the blade's.
class DecisionPanel : public QWidget
{
    Q_OBJECT

public:
    DecisionPanel(const DecisionPresenter &presenter, const ActInput &draft, Timestamp now,
                  QWidget *parent = nullptr);

    RequestAct act() const { return m_presenter.act(); }
    ActInput input() const;
    bool isTouched() const { return !input().text.trimmed().isEmpty(); }
    /// The end of the window moves with the clock until it is given.
    void setNow(Timestamp now);
    /// Checks what was typed; false shows why, and goes there.
    bool check();
    /// Shows a refusal beside the field that it names; false where it names none of these.
    bool showFieldError(const Error &error);
    /// Where one starts.
    QWidget *firstField() const;

private:
    void addWindowChoices(std::optional<std::chrono::seconds> chosen);
    void addText(const QString &draft);
    void showObjection(const QString &objection);
    void updateConsequence();
    std::chrono::seconds window() const;

    DecisionPresenter m_presenter;
    Timestamp m_now;
    TextLabel *m_consequence;
    QButtonGroup *m_windows;
    QPlainTextEdit *m_text;
    TextLabel *m_objection;
};

} // namespace lockbox::ui
