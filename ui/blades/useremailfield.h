#pragma once

#include "ui/blades/userpresenter.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace lockbox::ui {

class TextLabel;

/// One of a user's two addresses in the user's blade: read, or changed in place and saved on its own.
class UserEmailField : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the part of the object names that tells the two fields apart: "Email", "AlternateEmail".
    UserEmailField(UserPresenter &presenter, UserPresenter::Address address, const QString &label,
                   const QString &name, QWidget *parent = nullptr);

    /// Shows what is stored; what was typed stays.
    void showStored();
    bool hasChanges() const;

signals:
    void edited();
    void saved(const QString &text);
    void refused(const QString &text);

private:
    void layOut();
    void connectEditor(const QString &label);
    void save();
    void cancel();
    QString stored() const;

    UserPresenter &m_presenter;
    UserPresenter::Address m_address;
    TextLabel *m_label;
    TextLabel *m_text;
    QLineEdit *m_edit;
    TextLabel *m_error;
    QWidget *m_buttons;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace lockbox::ui
