#include "ui/blades/useraddblade.h"

#include "ui/blades/userparts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/statetext.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lockbox::ui {

namespace {

// The names by which the door calls the fields in its refusals.
QString nameKey()
{
    return QStringLiteral("name");
}
QString userKey()
{
    return QStringLiteral("user");
}
QString emailKey()
{
    return QStringLiteral("email");
}
QString alternateKey()
{
    return QStringLiteral("alternate-email");
}

} // namespace

UserAddBlade::UserAddBlade(ConsoleContext &context, QWidget *parent)
    : UserFormBlade(context, {.save = tr("Add"), .leave = tr("Cancel")}, parent)
{
    setObjectName(QStringLiteral("userAddBlade"));
    saveButton().setObjectName(QStringLiteral("addUserSaveButton"));
    leaveButton().setObjectName(QStringLiteral("addUserCancelButton"));
    addField(nameKey(), tr("Display name"), {});
    addField(userKey(), tr("User name"), tr("name@%1").arg(context.info().tenant.domain));
    addField(emailKey(), tr("E-mail"), tr("May be empty; then no notices are sent"));
    addField(alternateKey(), tr("Alternate e-mail"), tr("Used when there is no e-mail address"));
    addSides();
    content().addStretch();
}

void UserAddBlade::addField(const QString &key, const QString &label, const QString &placeholder)
{
    auto *line = new QLineEdit;
    line->setObjectName(QStringLiteral("newUser_") + key);
    line->setPlaceholderText(placeholder);
    line->setAccessibleName(label);
    auto *error = parts::fieldError(QStringLiteral("newUserError_") + key);
    connect(line, &QLineEdit::textEdited, error, &QWidget::hide);
    connect(line, &QLineEdit::returnPressed, this, [this] { save(); });
    content().addWidget(parts::fieldLabel(label, line));
    content().addWidget(line);
    content().addWidget(error);
    content().addSpacing(8);
    m_fields.insert({key, {line, error}});
}

void UserAddBlade::addSides()
{
    const Tenant &tenant = context().info().tenant;
    content().addWidget(parts::fieldLabel(tr("Belongs to")));
    auto *customer = new QRadioButton(plainText(parts::sideName(tenant, Side::Customer)));
    customer->setObjectName(QStringLiteral("newUserCustomer"));
    customer->setChecked(true);
    m_provider = new QRadioButton(plainText(parts::sideName(tenant, Side::Provider)));
    m_provider->setObjectName(QStringLiteral("newUserProvider"));
    content().addWidget(customer);
    content().addWidget(m_provider);
}

QWidget *UserAddBlade::initialFocus()
{
    return m_fields.at(nameKey()).line;
}

bool UserAddBlade::hasChanges() const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [](const auto &field) {
        return !field.second.line->text().trimmed().isEmpty();
    });
}

NewUser UserAddBlade::newUser() const
{
    const auto text = [this](const QString &key) {
        return m_fields.at(key).line->text().trimmed();
    };
    return {.userPrincipalName = text(userKey()),
            .displayName = text(nameKey()),
            .email = text(emailKey()),
            .alternateEmail = text(alternateKey()),
            .side = m_provider->isChecked() ? Side::Provider : Side::Customer};
}

void UserAddBlade::clearErrors()
{
    for (const auto &[key, field] : m_fields)
        field.error->hide();
}

void UserAddBlade::save()
{
    if (isSaving())
        return;
    clearErrors();
    setSaving(true);
    const Session session = context().session();
    const NewUser user = newUser();
    context().runner().run<User>(
        this, {},
        [session, user](LockboxService &service) { return service.addUser(session, user); },
        [this](Result<User> made) {
            setSaving(false);
            if (!made) {
                showRefusal(made.error());
                return;
            }
            emit announced(tr("%1 was added").arg(made->displayName));
            emit added(*made);
            leave();
        });
}

void UserAddBlade::showRefusal(const Error &error)
{
    QString key = error.field;
    if (error.code == ErrorCode::AlreadyExists)
        key = userKey();
    const auto field = m_fields.find(key);
    if (field == m_fields.end()) {
        tellRefusal(error);
        return;
    }
    const QString text = errorText(error);
    field->second.error->setText(text);
    field->second.error->show();
    field->second.line->setFocus();
    emit announced(text);
}

} // namespace lockbox::ui
