#include "ui/blades/decisionpanel.h"

#include "ui/widgets/errortext.h"
#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

TextLabel *wrappedLabel(QWidget *parent, const QString &name, TextStyle style, Token token)
{
    auto *label = new TextLabel({}, style, token, parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

} // namespace

DecisionPanel::DecisionPanel(const DecisionPresenter &presenter, const ActInput &draft,
                             Timestamp now, QWidget *parent)
    : QWidget(parent),
      m_presenter(presenter),
      m_now(now),
      m_consequence(
          wrappedLabel(this, QStringLiteral("decisionConsequence"), TextStyle::Body, Token::Text)),
      m_windows(new QButtonGroup(this)),
      m_text(new QPlainTextEdit(this)),
      m_objection(
          wrappedLabel(this, QStringLiteral("decisionObjection"), TextStyle::Body, Token::Bad))
{
    setObjectName(QStringLiteral("decisionPanel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *heading =
        wrappedLabel(this, QStringLiteral("decisionHeading"), TextStyle::Heading, Token::Text);
    heading->setText(m_presenter.heading());
    layout->addWidget(heading);
    layout->addWidget(m_consequence);
    layout->addSpacing(8);
    addWindowChoices(draft.window);
    addText(draft.text);
    updateConsequence();
}

void DecisionPanel::addWindowChoices(std::optional<std::chrono::seconds> chosen)
{
    const auto choices = m_presenter.windowChoices();
    if (choices.empty())
        return;
    layout()->addWidget(new TextLabel(tr("How long"), TextStyle::BodyStrong, Token::Text, this));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    for (const auto &choice : choices) {
        auto *button = new QRadioButton(choice.label, this);
        const int minutes = static_cast<int>(choice.length.count() / 60);
        button->setObjectName(QStringLiteral("windowChoice%1").arg(minutes));
        button->setAccessibleDescription(tr("How long access lasts"));
        button->setChecked(choice.length == chosen.value_or(m_presenter.wholeWindow()));
        m_windows->addButton(button, static_cast<int>(choice.length.count()));
        row->addWidget(button);
    }
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    static_cast<QVBoxLayout *>(layout())->addSpacing(8);
    connect(m_windows, &QButtonGroup::idToggled, this, &DecisionPanel::updateConsequence);
}

void DecisionPanel::addText(const QString &draft)
{
    auto *label = new TextLabel(m_presenter.textLabel(), TextStyle::BodyStrong, Token::Text, this);
    label->setBuddy(m_text);
    m_text->setObjectName(QStringLiteral("decisionComment"));
    m_text->setAccessibleName(m_presenter.textLabel());
    m_text->setTabChangesFocus(true);
    m_text->setPlainText(draft);
    m_text->setFixedHeight(96);
    m_objection->hide();
    layout()->addWidget(label);
    layout()->addWidget(m_text);
    layout()->addWidget(m_objection);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { showObjection({}); });
}

std::chrono::seconds DecisionPanel::window() const
{
    const int chosen = m_windows->checkedId();
    return chosen > 0 ? std::chrono::seconds(chosen) : m_presenter.wholeWindow();
}

ActInput DecisionPanel::input() const
{
    ActInput input{.text = m_text->toPlainText(), .window = {}};
    if (act() == RequestAct::Approve && window() < m_presenter.wholeWindow())
        input.window = window();
    return input;
}

void DecisionPanel::setNow(Timestamp now)
{
    m_now = now;
    updateConsequence();
}

void DecisionPanel::updateConsequence()
{
    m_consequence->setText(m_presenter.consequence(window(), m_now));
}

bool DecisionPanel::check()
{
    const QString objection = m_presenter.objection(m_text->toPlainText());
    showObjection(objection);
    if (!objection.isEmpty())
        m_text->setFocus(Qt::OtherFocusReason);
    return objection.isEmpty();
}

bool DecisionPanel::showFieldError(const Error &error)
{
    if (error.field != m_presenter.textField())
        return false;
    showObjection(errorText(error));
    m_text->setFocus(Qt::OtherFocusReason);
    return true;
}

void DecisionPanel::showObjection(const QString &objection)
{
    m_objection->setText(objection);
    m_objection->setVisible(!objection.isEmpty());
    m_text->setAccessibleDescription(objection);
}

QWidget *DecisionPanel::firstField() const
{
    if (!m_windows->buttons().isEmpty() && !m_presenter.isTextRequired())
        return m_windows->checkedButton();
    return m_text;
}

} // namespace lockbox::ui
