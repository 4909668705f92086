#include "ui/blades/homerequestrow.h"

#include "ui/models/requesttext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/progressline.h"

#include <QHBoxLayout>

namespace lockbox::ui {

using namespace std::chrono_literals;

/// From here on a time is told in red, as in the list and in the request's blade.
static constexpr auto shortTime = 1h;

/// Wide enough for most times, so that they stand below each other.
static constexpr int timeWidth = 196;

HomeRequestRow::HomeRequestRow(QWidget *parent)
    : QWidget(parent),
      m_title(new ElidedLabel({}, TextStyle::BodyStrong)),
      m_reason(new ElidedLabel({}, TextStyle::Body, Token::SecondText)),
      m_left(new TextLabel({}, TextStyle::BodyStrong)),
      m_until(new TextLabel({}, TextStyle::Caption, Token::SecondText)),
      m_line(new ProgressLine),
      m_action(new SecondaryButton({}))
{
    setFocusProxy(m_action);
    layOut();
    connect(m_action, &QPushButton::clicked, this, [this] { emit actionTriggered(m_id); });
}

void HomeRequestRow::layOut()
{
    auto *what = new QVBoxLayout;
    what->setSpacing(2);
    what->addWidget(m_title);
    what->addWidget(m_reason);
    auto *time = new QVBoxLayout;
    time->setSpacing(2);
    for (TextLabel *label : {m_left, m_until}) {
        label->setMinimumWidth(timeWidth);
        time->addWidget(label);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addLayout(what, 1);
    row->addLayout(time);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_line);
}

void HomeRequestRow::show(const Content &content, Timestamp now)
{
    const AccessRequest &request = content.request;
    m_id = request.id;
    m_title->setText(tr("%1 · %2 · %3").arg(request.reference, request.service, content.requestor));
    m_reason->setText(request.reason.simplified());
    m_left->setText(timeLeftText(content.deadline, now));
    m_left->setAccessibleName(
        tr("%1: %2").arg(request.reference, spokenTimeLeft(content.deadline, now)));
    m_until->setText(content.until);
    m_until->setToolTip(localAndUtcText(content.deadline));
    const std::chrono::duration<double> whole = content.deadline - content.from;
    const std::chrono::duration<double> left = content.deadline - now;
    m_line->setLeft(whole.count() > 0 ? left / whole : 0);
    m_left->setToken(content.deadline - now <= shortTime ? Token::Bad : Token::Text);
    m_action->setText(content.action);
    m_action->setAccessibleName(content.actionName);
}

} // namespace lockbox::ui
