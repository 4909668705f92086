#pragma once

#include "ui/blades/requestact.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace lockbox::ui {

/// The buttons at the bottom of the request blade: what can be done, or the confirmation of one act, or *Close*. None of them is a
/// default button; Enter presses only the one that has the focus.
class RequestFooter : public QWidget
{
    Q_OBJECT

public:
    explicit RequestFooter(QWidget *parent = nullptr);

    /// Offers these acts; what is offered already stays as it is, with its focus.
    void offer(const std::vector<RequestAct> &acts);
    /// Asks for the confirmation of `act`.
    void confirm(RequestAct act);
    /// Whether offering these would replace buttons.
    bool isOtherOffer(const std::vector<RequestAct> &acts) const
    {
        return acts != m_offered || acts.empty();
    }
    /// After an act: *Close* only.
    void close();
    /// Asks whether to throw away what was typed. The focus is on the answer that keeps it.
    void askDiscard();
    void setBusy(bool busy);
    /// Puts the focus on an offered act's button, where it came from.
    void focusAct(RequestAct act);
    QPushButton *firstButton() const { return m_buttons.empty() ? nullptr : m_buttons.front(); }

signals:
    void actChosen(lockbox::ui::RequestAct act);
    void confirmed();
    void backRequested();
    void closeRequested();
    void discardConfirmed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void clear();
    QPushButton *add(const QString &label, const QString &name, bool primary);

    QHBoxLayout *m_layout;
    std::vector<QPushButton *> m_buttons;
    std::vector<RequestAct> m_offered;
};

} // namespace lockbox::ui
