#pragma once

#include "core/remote/remotesignin.h"

#include <QDialog>

#include <functional>
#include <thread>

class QLineEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace lockbox::ui {

class NewPasswordFields;
class TextLabel;

/// Signs in to a service, with user name and password or with a one-time code, which sets a new password. What the service objects is told in the
/// dialog; nothing waits for it.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    /// `tenant` is whose lockbox it is; `userName` is suggested.
    SignInDialog(RemoteOptions options, const QString &tenant, const QString &userName,
                 QWidget *parent = nullptr);
    ~SignInDialog() override;

    /// Once accepted.
    const RemoteSignIn &signIn() const { return m_signIn; }

private:
    QWidget *passwordPage();
    QWidget *codePage();
    QLayout *buttons();
    void showCode(bool isCode);
    void fit();
    void check();
    void checkPassword();
    void checkCode();
    void run(std::function<Result<RemoteSignIn>()> call);
    void onAnswered(const Result<RemoteSignIn> &signIn);
    void setBusy(bool isBusy);
    void object(const QString &text, QLineEdit *field);

    RemoteOptions m_options;
    RemoteSignIn m_signIn;
    QStackedWidget *m_pages;
    QLineEdit *m_name;
    QLineEdit *m_password;
    QLineEdit *m_code;
    NewPasswordFields *m_new;
    TextLabel *m_objection;
    QPushButton *m_other; ///< To the other way.
    QPushButton *m_go;
    std::jthread m_call; ///< Last: ends before the others.
};

} // namespace lockbox::ui
