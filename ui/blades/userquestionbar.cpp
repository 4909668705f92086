#include "ui/blades/userquestionbar.h"

#include "ui/blades/userparts.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace lockbox::ui {

UserQuestionBar::UserQuestionBar(QWidget *parent)
    : QFrame(parent),
      m_text(parts::text({})),
      m_yes(parts::button({}, QStringLiteral("questionYesButton"))),
      m_no(parts::button({}, QStringLiteral("questionNoButton")))
{
    setObjectName(QStringLiteral("questionBar"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    buttons->addStretch();
    layout->addLayout(buttons);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        const auto onYes = std::exchange(m_onYes, nullptr);
        dismiss();
        if (onYes)
            onYes();
    });
    connect(m_no, &QPushButton::clicked, this, &UserQuestionBar::dismiss);
    hide();
}

void UserQuestionBar::ask(const Question &question, std::function<void()> onYes)
{
    m_onYes = std::move(onYes);
    m_text->setText(question.text);
    m_yes->setText(question.yes);
    m_yes->setAccessibleName(question.yes);
    m_no->setText(question.no);
    m_no->setAccessibleName(question.no);
    setAccessibleName(question.text);
    if (QWidget *focus = QApplication::focusWidget(); focus && !isAncestorOf(focus))
        m_focusBefore = focus;
    show();
    m_no->setFocus(Qt::OtherFocusReason);
    emit asked(question.text);
}

void UserQuestionBar::dismiss()
{
    hide();
    m_onYes = nullptr;
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

void UserQuestionBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void UserQuestionBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Wait), 1));
    painter.setBrush(theme.color(Token::WaitBack));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}

} // namespace lockbox::ui
