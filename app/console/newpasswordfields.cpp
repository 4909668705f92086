#include "app/console/newpasswordfields.h"

#include "ui/widgets/textlabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

/// As the service counts them; it refuses shorter ones whatever is shown here.
constexpr int shortest = 12;

} // namespace

NewPasswordFields::NewPasswordFields(QWidget *parent)
    : QWidget(parent), m_new(new QLineEdit), m_again(new QLineEdit)
{
    m_new->setObjectName(QStringLiteral("newPassword"));
    m_new->setAccessibleName(tr("New password"));
    m_again->setObjectName(QStringLiteral("newPasswordAgain"));
    m_again->setAccessibleName(tr("New password once more"));
    for (QLineEdit *field : {m_new, m_again}) {
        field->setEchoMode(QLineEdit::Password);
        connect(field, &QLineEdit::returnPressed, this, &NewPasswordFields::returnPressed);
    }
    auto *rules =
        new TextLabel(tr("At least %1 characters. Your user name must not be in it.").arg(shortest),
                      TextStyle::Caption, Token::SecondText);
    rules->setWordWrap(true);
    m_new->setAccessibleDescription(rules->text());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("New password"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_new);
    layout->addWidget(rules);
    layout->addWidget(
        new TextLabel(tr("New password once more"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_again);
}

QByteArray NewPasswordFields::password() const
{
    return m_new->text().toUtf8();
}

QString NewPasswordFields::check()
{
    const bool isShort = m_new->text().size() < shortest;
    if (!isShort && m_new->text() == m_again->text())
        return {};
    (isShort ? m_new : m_again)->setFocus(Qt::OtherFocusReason);
    if (m_new->text().isEmpty())
        return tr("Write a new password.");
    return isShort ? tr("The new password has fewer than %1 characters.").arg(shortest)
                   : tr("The two new passwords are not the same.");
}

} // namespace lockbox::ui
