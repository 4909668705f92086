#pragma once

#include <QDialog>

class QLineEdit;

namespace lockbox::ui {

class TextLabel;

/// Asks for the password of an account at a service, and for its name where it is not known yet.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    /// `why` says why it is asked, as the service says it; may be empty.
    PasswordDialog(const QString &service, const QString &userName, const QString &why,
                   QWidget *parent = nullptr);

    QString userName() const;
    QByteArray password() const;

private:
    void layOut(const QString &service, const QString &why);
    void check();

    QLineEdit *m_name;
    QLineEdit *m_password;
    TextLabel *m_objection;
};

} // namespace lockbox::ui
