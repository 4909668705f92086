#include "ui/blades/requeststoryview.h"

#include "ui/blades/requestcountdown.h"
#include "ui/blades/requestfieldrow.h"
#include "ui/blades/requeststoryline.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

} // namespace

RequestStoryView::RequestStoryView(QWidget *parent)
    : QWidget(parent),
      m_countdown(new RequestCountdown(this)),
      m_fields(new QVBoxLayout),
      m_historyHeading(plainLabel(this)),
      m_history(plainLabel(this)),
      m_storyHeading(plainLabel(this)),
      m_story(new RequestStoryLine(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_fields->setSpacing(12);
    m_history->setObjectName(QStringLiteral("requestHistory"));
    m_historyHeading->setText(tr("History"));
    m_storyHeading->setText(tr("Timeline"));
    layout->addWidget(m_countdown);
    layout->addSpacing(8);
    layout->addLayout(m_fields);
    layout->addSpacing(16);
    layout->addWidget(m_historyHeading);
    layout->addWidget(m_history);
    layout->addSpacing(16);
    layout->addWidget(m_storyHeading);
    layout->addWidget(m_story);
    hide();
    applyTheme();
    connect(&Theme::instance(), &Theme::changed, this, &RequestStoryView::applyTheme);
}

void RequestStoryView::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_historyHeading->setFont(theme.font(TextStyle::Heading));
    m_storyHeading->setFont(theme.font(TextStyle::Heading));
}

void RequestStoryView::show(const RequestPresenter &presenter)
{
    const auto countdown = presenter.countdown();
    m_countdown->setVisible(countdown.has_value());
    if (countdown)
        m_countdown->show(*countdown);
    showFields(presenter.fields());
    m_history->setText(presenter.history());
    m_story->show(presenter.story());
}

void RequestStoryView::showFields(const std::vector<RequestPresenter::Field> &fields)
{
    while (m_rows.size() < fields.size()) {
        m_rows.push_back(new RequestFieldRow(this));
        m_fields->addWidget(m_rows.back());
    }
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < fields.size());
        if (i < fields.size())
            m_rows[i]->show(fields[i]);
    }
}

} // namespace lockbox::ui
