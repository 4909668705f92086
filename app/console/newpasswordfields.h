#pragma once

#include <QWidget>

class QLineEdit;

namespace lockbox::ui {

/// A new password, twice, with the rules for it. The service has the last word on them.
class NewPasswordFields : public QWidget
{
    Q_OBJECT

public:
    explicit NewPasswordFields(QWidget *parent = nullptr);

    QByteArray password() const;
    /// What is wrong so far, as a sentence; empty where nothing is. Gives the field at fault the focus.
    QString check();
    QLineEdit *first() const { return m_new; }

signals:
    void returnPressed();

private:
    QLineEdit *m_new;
    QLineEdit *m_again;
};

} // namespace lockbox::ui
