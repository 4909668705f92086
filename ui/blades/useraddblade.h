#pragma once

#include "ui/blades/userformblade.h"

#include <map>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace lockbox::ui {

/// Adds a user: name, user name, addresses, and on which side the person stands.
class UserAddBlade final : public UserFormBlade
{
    Q_OBJECT

public:
    explicit UserAddBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Add a user"); }
    QWidget *initialFocus() override;

signals:
    void added(const lockbox::User &user);

protected:
    bool hasChanges() const override;
    void save() override;

private:
    /// A line with its label above and room for what is wrong with it below.
    struct Field {
        QLineEdit *line;
        QLabel *error;
    };

    void addField(const QString &key, const QString &label, const QString &placeholder);
    void addSides();
    NewUser newUser() const;
    void showRefusal(const Error &error);
    void clearErrors();

    std::map<QString, Field> m_fields; ///< By the name that the door uses in Error::field.
    QRadioButton *m_provider = nullptr;
};

} // namespace lockbox::ui
