#include "ui/blades/rolesblade.h"

#include "ui/blades/userparts.h"

#include <QCheckBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lockbox::ui {

using Choice = RolesPresenter::Choice;

RolesBlade::RolesBlade(ConsoleContext &context, const User &user, QWidget *parent)
    : UserFormBlade(context, {.save = tr("Save"), .leave = tr("Cancel")}, parent), m_presenter(user)
{
    saveButton().setObjectName(QStringLiteral("saveRolesButton"));
    leaveButton().setObjectName(QStringLiteral("cancelRolesButton"));
    if (!m_presenter.isProvider())
        addChoices();
    addBoxes();
    m_objection = parts::fieldError(QStringLiteral("rolesObjection"));
    content().addWidget(m_objection);
    content().addStretch();
    showChoices();
}

void RolesBlade::addChoices()
{
    addChoice(Choice::User, QStringLiteral("roleChoiceUser"), tr("User (no administrator access)"),
              tr("Can't see or decide requests."));
    addChoice(Choice::GlobalAdministrator, QStringLiteral("roleChoiceGlobalAdministrator"),
              tr("Global administrator"), tr("Decides requests, and manages users and settings."));
    addChoice(Choice::Customized, QStringLiteral("roleChoiceCustomized"),
              tr("Customized administrator"), tr("Has one or more of these roles:"));
}

QRadioButton *RolesBlade::addChoice(Choice choice, const QString &name, const QString &label,
                                    const QString &hint)
{
    auto *radio = new QRadioButton(label);
    radio->setObjectName(name);
    radio->setAccessibleDescription(hint);
    connect(radio, &QRadioButton::toggled, this, [this, choice](bool on) {
        if (!on)
            return;
        m_presenter.setChoice(choice);
        showChoices();
    });
    content().addWidget(radio);
    content().addWidget(parts::indented(parts::caption(hint)));
    content().addSpacing(8);
    m_choices.emplace_back(choice, radio);
    return radio;
}

void RolesBlade::addBoxes()
{
    for (Role role : m_presenter.boxes()) {
        auto *box = new QCheckBox(displayName(role));
        box->setObjectName(QStringLiteral("roleBox_") + toSlug(role));
        connect(box, &QCheckBox::toggled, this, [this, role](bool on) {
            m_presenter.setTicked(role, on);
            showChoices();
        });
        content().addWidget(m_presenter.isProvider() ? box : parts::indented(box));
        m_boxes.emplace_back(role, box);
    }
}

/// Brings the widgets into the presenter's state.
void RolesBlade::showChoices()
{
    for (const auto &[choice, radio] : m_choices) {
        const QSignalBlocker blocker(radio);
        radio->setChecked(choice == m_presenter.choice());
    }
    for (const auto &[role, box] : m_boxes) {
        const QSignalBlocker blocker(box);
        box->setChecked(m_presenter.isTicked(role));
        box->setEnabled(m_presenter.boxesEnabled());
    }
    if (m_objection)
        m_objection->setVisible(false);
    const bool worthSaving = m_presenter.isChanged() || !m_presenter.objection().isEmpty();
    saveButton().setEnabled(worthSaving && !isSaving());
}

QWidget *RolesBlade::initialFocus()
{
    for (const auto &[choice, radio] : m_choices) {
        if (choice == m_presenter.choice())
            return radio;
    }
    return m_boxes.empty() ? nullptr : m_boxes.front().second;
}

void RolesBlade::refresh()
{
    const Session session = context().session();
    const QString name = m_presenter.user().userPrincipalName;
    context().runner().run<User>(
        this, QStringLiteral("roles.user"),
        [session, name](LockboxService &service) { return service.user(session, name); },
        [this](Result<User> user) {
            if (!user || isSaving())
                return;
            m_presenter.setStored(*user);
            showChoices();
        });
}

void RolesBlade::save()
{
    if (const QString objection = m_presenter.objection(); !objection.isEmpty()) {
        m_objection->setText(objection);
        m_objection->setVisible(true);
        emit announced(objection);
        return;
    }
    setSaving(true);
    const Session session = context().session();
    const QString name = m_presenter.user().userPrincipalName;
    const RoleChange change = m_presenter.change();
    context().runner().run<User>(
        this, {},
        [session, name, change](LockboxService &service) {
            // The door takes all roles at once; those that were not touched are as others left them.
            const Result<User> now = service.user(session, name);
            return now ? service.setRoles(session, name, change.appliedTo(now->roles)) : now;
        },
        [this](Result<User> user) {
            setSaving(false);
            if (!user) {
                showChoices();
                tellRefusal(user.error());
                return;
            }
            m_presenter.setStored(*user);
            emit saved(*user);
            emit announced(tr("Roles of %1 saved").arg(user->displayName));
            leave();
        });
}

} // namespace lockbox::ui
