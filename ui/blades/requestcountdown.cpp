#include "ui/blades/requestcountdown.h"

#include "ui/widgets/progressline.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockbox::ui {

RequestCountdown::RequestCountdown(QWidget *parent)
    : QWidget(parent),
      m_badge(new StateBadge(this)),
      m_text(new TextLabel({}, TextStyle::BodyStrong, Token::Text, this)),
      m_line(new ProgressLine(this))
{
    setObjectName(QStringLiteral("requestCountdown"));
    m_text->setObjectName(QStringLiteral("requestTimeLeft"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_badge);
    row->addWidget(m_text);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addWidget(m_line);
}

void RequestCountdown::show(RequestState state,
                            const std::optional<RequestPresenter::Countdown> &countdown)
{
    if (m_badge->state() != state)
        m_badge->setState(state);
    m_text->setVisible(countdown.has_value());
    m_line->setVisible(countdown.has_value());
    if (!countdown)
        return;
    m_text->setText(countdown->text);
    m_text->setToolTip(countdown->toolTip);
    m_text->setToken(countdown->isShort ? Token::Bad : Token::Text);
    m_text->setAccessibleDescription(countdown->toolTip);
    m_line->setLeft(countdown->left);
    m_line->setToolTip(countdown->toolTip);
}

} // namespace lockbox::ui
