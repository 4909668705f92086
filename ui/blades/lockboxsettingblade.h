#pragma once

#include "ui/blades/lockboxsettingpresenter.h"
#include "ui/blades/userformblade.h"

class QCheckBox;
class QComboBox;

namespace lockbox::ui {

class ToggleSwitch;

/// The blade "Customer Lockbox": whether approval is required, and the other requirements for data
/// access.
class LockboxSettingBlade final : public UserFormBlade
{
    Q_OBJECT

public:
    LockboxSettingBlade(ConsoleContext &context, const Policy &policy, QWidget *parent = nullptr);

    QString title() const override { return tr("Customer Lockbox"); }
    void refresh() override;
    QWidget *initialFocus() override;

signals:
    void saved(const lockbox::Policy &policy);

protected:
    bool hasChanges() const override { return m_presenter.isChanged(); }
    void save() override;

private:
    void addToggle();
    void addRequirements();
    QComboBox *addTimes(const QString &objectName, const QString &label,
                        const std::vector<std::chrono::seconds> &choices);
    void showWish();
    void askAndStore();
    void store(bool acceptUnreachable = false);
    void askAboutUnreachable();

    LockboxSettingPresenter m_presenter;
    ToggleSwitch *m_require;
    QComboBox *m_decideWithin;
    QComboBox *m_maxAccess;
    QCheckBox *m_comment;
};

} // namespace lockbox::ui
