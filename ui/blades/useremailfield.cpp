#include "ui/blades/useremailfield.h"

#include "ui/blades/userparts.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lockbox::ui {

UserEmailField::UserEmailField(UserPresenter &presenter, UserPresenter::Address address,
                               const QString &label, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_presenter(presenter),
      m_address(address),
      m_label(parts::fieldLabel(label)),
      m_text(parts::text({})),
      m_edit(new QLineEdit),
      m_error(parts::fieldError(name.at(0).toLower() + name.mid(1) + QStringLiteral("Error"))),
      m_buttons(new QWidget),
      m_save(parts::primaryButton(tr("Save"), QStringLiteral("save%1Button").arg(name))),
      m_cancel(parts::button(tr("Cancel"), QStringLiteral("cancel%1Button").arg(name)))
{
    m_edit->setObjectName(QStringLiteral("user") + name);
    m_edit->setAccessibleName(label);
    m_label->setBuddy(m_edit);
    layOut();
    connectEditor(label);
    showStored();
}

void UserEmailField::layOut()
{
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_label, m_text, m_edit, m_error, m_buttons})
        layout->addWidget(part);
}

void UserEmailField::connectEditor(const QString &label)
{
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_error->hide();
        emit edited();
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &UserEmailField::save);
    connect(m_save, &QPushButton::clicked, this, &UserEmailField::save);
    connect(m_cancel, &QPushButton::clicked, this, &UserEmailField::cancel);
    connect(&m_presenter, &UserPresenter::emailSaved, this,
            [this, label](UserPresenter::Address address) {
                if (address != m_address)
                    return;
                m_edit->setText(stored());
                m_edit->setModified(false);
                emit edited();
                emit saved(tr("%1 saved").arg(label));
            });
    connect(&m_presenter, &UserPresenter::emailRefused, this,
            [this](UserPresenter::Address address, const Error &error) {
                if (address != m_address)
                    return;
                m_error->setText(errorText(error));
                m_error->show();
                m_edit->setFocus();
                emit refused(errorText(error));
            });
}

QString UserEmailField::stored() const
{
    return m_presenter.user() ? m_presenter.email(m_address) : QString();
}

void UserEmailField::save()
{
    if (m_presenter.isNewEmail(m_address, m_edit->text()))
        m_presenter.saveEmail(m_address, m_edit->text());
}

void UserEmailField::cancel()
{
    m_edit->setText(stored());
    m_error->hide();
    m_edit->setFocus();
    emit edited();
}

bool UserEmailField::hasChanges() const
{
    return m_presenter.mayManage() && m_edit->isModified()
           && m_presenter.isNewEmail(m_address, m_edit->text());
}

void UserEmailField::showStored()
{
    if (!hasChanges() && m_edit->text() != stored())
        m_edit->setText(stored());
    const bool editable = m_presenter.mayManage() && m_presenter.user();
    m_edit->setVisible(editable);
    m_edit->setReadOnly(m_presenter.isSaving());
    m_text->setVisible(!editable);
    m_text->setText(stored().isEmpty() ? tr("None") : stored());
    m_buttons->setVisible(editable && hasChanges());
    m_buttons->setEnabled(!m_presenter.isSaving());
}

} // namespace lockbox::ui
