#include "ui/widgets/emptystate.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

namespace lockbox::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent),
      m_picture(new TextLabel),
      m_title(new TextLabel({}, TextStyle::Heading)),
      m_text(new TextLabel({}, TextStyle::Body, Token::SecondText)),
      m_action(new SecondaryButton({}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    for (TextLabel *label : {m_picture, m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    for (TextLabel *label : {m_title, m_text})
        label->setWordWrap(true);
    layout->addSpacing(8);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_action->setObjectName(QStringLiteral("emptyStateAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    connect(&Theme::instance(), &Theme::changed, this, &EmptyState::dress);
}

void EmptyState::setContent(const QString &icon, const QString &title, const QString &text,
                            const QString &action)
{
    m_icon = icon;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title.isEmpty() ? text : title);
    dress();
}

void EmptyState::dress()
{
    if (m_icon.isEmpty())
        return;
    const QIcon icon = Theme::instance().icon(m_icon, Token::SecondText);
    m_picture->setPixmap(icon.pixmap({40, 40}, devicePixelRatioF()));
}

} // namespace lockbox::ui
