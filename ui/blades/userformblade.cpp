#include "ui/blades/userformblade.h"

#include "ui/blades/userparts.h"
#include "ui/blades/userquestionbar.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace lockbox::ui {

UserFormBlade::UserFormBlade(ConsoleContext &context, const Labels &labels, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_messages(new MessageBar),
      m_question(new UserQuestionBar),
      m_save(parts::primaryButton(labels.save, QStringLiteral("saveButton"))),
      m_leave(parts::button(labels.leave, QStringLiteral("leaveButton"))),
      m_footer(makeFooter())
{
    layOut();
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_leave, &QPushButton::clicked, this, &Blade::closeRequested);
    connect(m_question, &UserQuestionBar::asked, this, &Blade::announced);
}

QWidget *UserFormBlade::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_save);
    layout->addWidget(m_leave);
    layout->addStretch();
    return footer;
}

void UserFormBlade::layOut()
{
    auto *inner = new QWidget;
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins(24, 8, 24, 24);
    m_content->setSpacing(4);
    auto *bars = new QVBoxLayout;
    bars->setContentsMargins(24, 0, 24, 0);
    bars->setSpacing(8);
    bars->addWidget(m_messages);
    bars->addWidget(m_question);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bars);
    layout->addWidget(parts::scrolling(inner), 1);
}

bool UserFormBlade::mayClose()
{
    if (m_leaving)
        return true;
    if (m_saving)
        return false;
    if (!hasChanges())
        return true;
    m_question->ask({.text = tr("There are unsaved changes."),
                     .yes = tr("Discard changes"),
                     .no = tr("Keep editing")},
                    [this] { leave(); });
    return false;
}

void UserFormBlade::setSaving(bool saving)
{
    m_saving = saving;
    m_footer->setEnabled(!saving);
    if (saving)
        m_messages->hide();
}

void UserFormBlade::leave()
{
    m_leaving = true;
    emit closeRequested();
}

void UserFormBlade::tellRefusal(const Error &error)
{
    m_messages->showMessage(MessageBar::Kind::Error, errorText(error));
    emit announced(errorText(error));
}

} // namespace lockbox::ui
