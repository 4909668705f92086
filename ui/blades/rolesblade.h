#pragma once

#include "ui/blades/rolespresenter.h"
#include "ui/blades/userformblade.h"

class QCheckBox;
class QLabel;
class QRadioButton;

namespace lockbox::ui {

/// The roles of one user: the portal's three choices and the boxes of *Customized administrator*;
/// for the provider's people the provider's two roles.
class RolesBlade final : public UserFormBlade
{
    Q_OBJECT

public:
    RolesBlade(ConsoleContext &context, const User &user, QWidget *parent = nullptr);

    int bladeWidth() const override { return 380; }
    QString title() const override { return tr("Roles"); }
    QString subtitle() const override { return m_presenter.user().displayName; }
    void refresh() override;
    QWidget *initialFocus() override;

signals:
    void saved(const lockbox::User &user);

protected:
    bool hasChanges() const override { return m_presenter.isChanged(); }
    void save() override;

private:
    void addChoices();
    QRadioButton *addChoice(RolesPresenter::Choice choice, const QString &name,
                            const QString &label, const QString &hint);
    void addBoxes();
    void showChoices();

    RolesPresenter m_presenter;
    std::vector<std::pair<RolesPresenter::Choice, QRadioButton *>> m_choices;
    std::vector<std::pair<Role, QCheckBox *>> m_boxes;
    QLabel *m_objection = nullptr;
};

} // namespace lockbox::ui
