#include "ui/blades/requestfooter.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>

#include <algorithm>

namespace lockbox::ui {

namespace {

/// Yes and no have the same weight; everything else steps back behind them.
bool isAnswer(RequestAct act)
{
    return act == RequestAct::Approve || act == RequestAct::Deny || act == RequestAct::Authorize
           || act == RequestAct::Reject;
}

} // namespace

RequestFooter::RequestFooter(QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->addStretch();
}

/// The confirmation stands where its question stood: the second half of a double click must not confirm what nobody has read.
bool RequestFooter::eventFilter(QObject *watched, QEvent *event)
{
    return event->type() == QEvent::MouseButtonDblClick || QWidget::eventFilter(watched, event);
}

QPushButton *RequestFooter::add(const QString &label, const QString &name, bool primary)
{
    QPushButton *button = primary ? static_cast<QPushButton *>(new PrimaryButton(label, this))
                                  : new SecondaryButton(label, this);
    button->setObjectName(name);
    button->setAccessibleName(label);
    button->installEventFilter(this);
    m_layout->insertWidget(static_cast<int>(m_buttons.size()), button);
    button->show();
    m_buttons.push_back(button);
    return button;
}

void RequestFooter::clear()
{
    for (QPushButton *button : m_buttons) {
        button->hide();
        button->deleteLater();
        // A button that is on its way out shall not be found by its name.
        button->setObjectName({});
    }
    m_buttons.clear();
    m_offered.clear();
}

void RequestFooter::offer(const std::vector<RequestAct> &acts)
{
    if (!isOtherOffer(acts))
        return;
    clear();
    m_offered = acts;
    for (RequestAct act : acts) {
        QPushButton *button =
            add(RequestActs::label(act), RequestActs::buttonName(act), isAnswer(act));
        connect(button, &QPushButton::clicked, this, [this, act] { emit actChosen(act); });
    }
    setVisible(!acts.empty());
}

void RequestFooter::confirm(RequestAct act)
{
    clear();
    QPushButton *yes =
        add(RequestActs::confirmLabel(act), RequestActs::confirmButtonName(act), true);
    connect(yes, &QPushButton::clicked, this, &RequestFooter::confirmed);
    connect(add(tr("Back"), QStringLiteral("backButton"), false), &QPushButton::clicked, this,
            &RequestFooter::backRequested);
    show();
}

void RequestFooter::close()
{
    clear();
    connect(add(tr("Close"), QStringLiteral("closeButton"), true), &QPushButton::clicked, this,
            &RequestFooter::closeRequested);
    show();
}

void RequestFooter::askDiscard()
{
    clear();
    connect(add(tr("Discard"), QStringLiteral("discardButton"), false), &QPushButton::clicked, this,
            &RequestFooter::discardConfirmed);
    QPushButton *keep = add(tr("Keep editing"), QStringLiteral("keepEditingButton"), false);
    connect(keep, &QPushButton::clicked, this, &RequestFooter::backRequested);
    show();
    keep->setFocus(Qt::OtherFocusReason);
}

void RequestFooter::focusAct(RequestAct act)
{
    const auto it = std::find(m_offered.begin(), m_offered.end(), act);
    if (it != m_offered.end())
        m_buttons[static_cast<size_t>(it - m_offered.begin())]->setFocus(Qt::OtherFocusReason);
}

void RequestFooter::setBusy(bool busy)
{
    for (QPushButton *button : m_buttons)
        button->setEnabled(!busy);
}

} // namespace lockbox::ui
