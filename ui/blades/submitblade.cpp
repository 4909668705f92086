#include "ui/blades/submitblade.h"

#include "core/domain/validation.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockbox::ui {

using Fields = SubmitPresenter::Fields;

SubmitBlade::SubmitBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent), m_context(context)
{
    setObjectName(QStringLiteral("submitBlade"));
    auto *inner = new QWidget;
    m_layout = new QVBoxLayout(inner);
    m_layout->setContentsMargins(24, 8, 24, 24);
    m_layout->setSpacing(4);
    m_message = new MessageBar(this);
    m_message->hide();
    m_layout->addWidget(m_message);
    buildFields();
    m_layout->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(parts::scrolling(inner));
    buildFooter();
    connectEdits();
    setDurations(Policy{});
    readPolicy();
}

QString SubmitBlade::subtitle() const
{
    return tr("Access to %1's content").arg(m_context.info().tenant.name);
}

void SubmitBlade::buildFields()
{
    m_reference = new QLineEdit(this);
    m_reference->setObjectName(QStringLiteral("submitReference"));
    m_reference->setPlaceholderText(tr("EXSR359123"));
    m_service = new QComboBox(this);
    m_service->setObjectName(QStringLiteral("submitService"));
    m_service->setPlaceholderText(tr("Choose a service"));
    m_service->addItems(knownServices());
    m_service->setCurrentIndex(-1);
    m_reason = new QPlainTextEdit(this);
    m_reason->setObjectName(QStringLiteral("submitReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(112);
    m_duration = new QComboBox(this);
    m_duration->setObjectName(QStringLiteral("submitDuration"));
    addField(Fields::reference(), tr("Reference number"), m_reference);
    addField(Fields::service(), tr("Service name"), m_service);
    addField(Fields::reason(), tr("Reason"), m_reason);
    addField(Fields::duration(), tr("Duration"), m_duration);
}

void SubmitBlade::addField(const QString &field, const QString &label, QWidget *input)
{
    auto *caption = new TextLabel(label, TextStyle::BodyStrong, Token::Text, this);
    caption->setBuddy(input);
    input->setAccessibleName(label);
    auto *objection = new TextLabel({}, TextStyle::Body, Token::Bad, this);
    objection->setObjectName(QStringLiteral("submitObjection.%1").arg(field));
    objection->setWordWrap(true);
    objection->hide();
    m_layout->addWidget(caption);
    m_layout->addWidget(input);
    m_layout->addWidget(objection);
    m_layout->addSpacing(12);
    m_inputs.insert(field, input);
    m_objections.insert(field, objection);
}

void SubmitBlade::buildFooter()
{
    m_footer = new QWidget(this);
    auto *layout = new QHBoxLayout(m_footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_submit = new PrimaryButton(tr("Submit"), m_footer);
    m_submit->setObjectName(QStringLiteral("submitButton"));
    auto *cancel = new SecondaryButton(tr("Cancel"), m_footer);
    cancel->setObjectName(QStringLiteral("submitCancelButton"));
    layout->addWidget(m_submit);
    layout->addWidget(cancel);
    layout->addStretch();
    connect(m_submit, &QPushButton::clicked, this, &SubmitBlade::submit);
    connect(cancel, &QPushButton::clicked, this, &SubmitBlade::closeRequested);
}

void SubmitBlade::readPolicy()
{
    m_context.runner().run<Policy>(
        this, QStringLiteral("submit.policy"),
        [session = m_context.session()](LockboxService &service) {
            return service.policy(session);
        },
        [this](const Result<Policy> &policy) {
            if (policy)
                setDurations(*policy);
            else
                m_message->showError(errorText(policy.error()));
        });
}

void SubmitBlade::setDurations(const Policy &policy)
{
    m_duration->clear();
    for (const auto &choice : SubmitPresenter(policy).durations())
        m_duration->addItem(choice.label, static_cast<qint64>(choice.length.count()));
    m_duration->setCurrentIndex(m_duration->count() - 1);
}

/// What was wrong with a field is not held against it any longer; and what is typed after a warning is worth another one.
void SubmitBlade::connectEdits()
{
    const auto edited = [this](const QString &field) {
        return [this, field] {
            m_isDiscardAsked = false;
            m_objections[field]->hide();
        };
    };
    connect(m_reference, &QLineEdit::textEdited, this, edited(Fields::reference()));
    connect(m_service, &QComboBox::activated, this, edited(Fields::service()));
    connect(m_reason, &QPlainTextEdit::textChanged, this, edited(Fields::reason()));
    connect(m_duration, &QComboBox::activated, this, edited(Fields::duration()));
}

rules::NewRequest SubmitBlade::wish() const
{
    return {.reference = m_reference->text(),
            .service = m_service->currentText(),
            .reason = m_reason->toPlainText(),
            .duration = std::chrono::seconds(m_duration->currentData().toLongLong())};
}

QWidget *SubmitBlade::initialFocus()
{
    return m_reference;
}

bool SubmitBlade::isTouched() const
{
    return !m_isDone
           && (!m_reference->text().trimmed().isEmpty() || m_service->currentIndex() >= 0
               || !m_reason->toPlainText().trimmed().isEmpty());
}

bool SubmitBlade::mayClose()
{
    if (!isTouched() || m_isDiscardAsked)
        return true;
    m_isDiscardAsked = true;
    m_message->showWarning(
        tr("The request has not been filed. Close once more to discard what you typed."));
    return false;
}

void SubmitBlade::submit()
{
    const rules::NewRequest request = wish();
    const auto objections = SubmitPresenter::objections(request);
    showObjections(objections);
    if (!objections.isEmpty())
        return;
    m_message->hide();
    m_submit->setEnabled(false);
    m_context.runner().run<AccessRequest>(
        this, {},
        [session = m_context.session(), request](LockboxService &service) {
            return service.submitRequest(session, request);
        },
        [this](const Result<AccessRequest> &result) { onSubmitted(result); });
}

void SubmitBlade::onSubmitted(const Result<AccessRequest> &result)
{
    m_submit->setEnabled(true);
    if (result) {
        m_isDone = true;
        emit announced(tr("Request %1 filed").arg(result->reference));
        emit submitted(result->id.toString());
        emit closeRequested();
        return;
    }
    const Error &error = result.error();
    if (!m_objections.contains(error.field)) {
        m_message->showError(errorText(error));
        return;
    }
    showObjections({{error.field, errorText(error)}});
    emit announced(errorText(error));
}

void SubmitBlade::showObjections(const QMap<QString, QString> &objections)
{
    QWidget *first = nullptr;
    for (const QString &field :
         {Fields::duration(), Fields::reason(), Fields::service(), Fields::reference()}) {
        TextLabel *label = m_objections.value(field);
        const QString objection = objections.value(field);
        label->setText(objection);
        label->setVisible(!objection.isEmpty());
        m_inputs.value(field)->setAccessibleDescription(objection);
        if (!objection.isEmpty())
            first = m_inputs.value(field);
    }
    if (first)
        first->setFocus(Qt::OtherFocusReason);
}

} // namespace lockbox::ui
