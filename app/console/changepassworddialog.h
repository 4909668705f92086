#pragma once

#include "core/remote/remotesignin.h"

#include <QDialog>

#include <thread>

class QLineEdit;
class QPushButton;

namespace lockbox::ui {

class NewPasswordFields;
class TextLabel;

/// Changes the password that one has at a service.
class ChangePasswordDialog : public QDialog
{
    Q_OBJECT

public:
    /// `options` hold the token of who changes it.
    ChangePasswordDialog(RemoteOptions options, const QString &userName, QWidget *parent = nullptr);
    ~ChangePasswordDialog() override;

private:
    void layOut(const QString &userName);
    void check();
    void onAnswered(const Result<void> &changed);
    void object(const QString &text, QLineEdit *field);

    RemoteOptions m_options;
    QLineEdit *m_present;
    NewPasswordFields *m_new;
    TextLabel *m_objection;
    QPushButton *m_go;
    std::jthread m_call; ///< Last: ends before the others.
};

} // namespace lockbox::ui
