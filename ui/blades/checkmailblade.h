#pragma once

#include "ui/blades/checkmailpresenter.h"
#include "ui/shell/blade.h"

class QPushButton;

namespace lockbox::ui {

class CheckMailInput;
class CheckMailVerdict;
class MessageBar;

/// Check a mail: takes a mail that somebody got, pasted or as a file, and says whether it was written here.
class CheckMailBlade final : public Blade
{
    Q_OBJECT

public:
    /// `mail` is checked at once, if there is one.
    explicit CheckMailBlade(ConsoleContext &context, const QString &mail = {},
                            QWidget *parent = nullptr);

    QString title() const override { return tr("Check a mail"); }
    QString subtitle() const override { return tr("Is it one of this console's notices?"); }
    int bladeWidth() const override { return 480; }
    QWidget *footer() override { return m_footer; }
    QWidget *initialFocus() override;

private:
    void layOut();
    QWidget *makeFooter();
    void openFile();
    void takeFile(const QString &path);
    void takeMessage(const QByteArray &message);
    void showState();
    void onAnswered();

    CheckMailPresenter m_presenter;
    CheckMailInput *m_input;
    MessageBar *m_message;
    CheckMailVerdict *m_verdict;
    QPushButton *m_check;
    QPushButton *m_open;
    QPushButton *m_clear;
    QWidget *m_footer;
};

} // namespace lockbox::ui
