#include "ui/blades/requeststoryview.h"

#include "ui/blades/requestcountdown.h"
#include "ui/blades/requestfieldrow.h"
#include "ui/models/requesttext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/timeline.h"

#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

TimelineEntry entryOf(const StoryEntry &entry)
{
    return {.progress =
                entry.ahead ? TimelineEntry::Progress::Future : TimelineEntry::Progress::Done,
            .title = entry.title,
            .detail = entry.detail,
            .time = localAndUtcText(entry.at)};
}

} // namespace

RequestStoryView::RequestStoryView(QWidget *parent)
    : QWidget(parent),
      m_countdown(new RequestCountdown(this)),
      m_fields(new QVBoxLayout),
      m_history(new TextLabel({}, TextStyle::Body, Token::Text, this)),
      m_timeline(new Timeline(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_fields->setSpacing(12);
    m_history->setObjectName(QStringLiteral("requestHistory"));
    m_history->setWordWrap(true);
    m_timeline->setObjectName(QStringLiteral("requestTimeline"));
    layout->addWidget(m_countdown);
    layout->addSpacing(8);
    layout->addLayout(m_fields);
    layout->addSpacing(16);
    layout->addWidget(new TextLabel(tr("History"), TextStyle::Heading, Token::Text, this));
    layout->addWidget(m_history);
    layout->addSpacing(16);
    layout->addWidget(new TextLabel(tr("Timeline"), TextStyle::Heading, Token::Text, this));
    layout->addWidget(m_timeline);
    auto *workflow = new LinkButton(tr("Show its place in the workflow"), this);
    workflow->setObjectName(QStringLiteral("showWorkflowButton"));
    layout->addSpacing(8);
    layout->addWidget(workflow, 0, Qt::AlignLeft);
    connect(workflow, &QPushButton::clicked, this, &RequestStoryView::workflowRequested);
    hide();
}

void RequestStoryView::show(const RequestPresenter &presenter)
{
    m_countdown->show(presenter.request().state, presenter.countdown());
    showFields(presenter.fields());
    m_history->setText(presenter.history());
    std::vector<TimelineEntry> entries;
    for (const StoryEntry &entry : presenter.story())
        entries.push_back(entryOf(entry));
    m_timeline->setEntries(entries);
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
