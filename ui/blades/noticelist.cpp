#include "ui/blades/noticelist.h"

#include "ui/blades/noticeacts.h"
#include "ui/blades/noticerow.h"
#include "ui/blades/userquestionbar.h"
#include "ui/widgets/buttons.h"

#include <QApplication>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lockbox::ui {

namespace {

/// The more urgent, the smaller.
int rank(const Delivery &delivery)
{
    if (delivery.state == DeliveryState::Undeliverable)
        return 0;
    return delivery.state == DeliveryState::Failed ? 1 : 2;
}

} // namespace

NoticeList::NoticeList(Requests requests, QWidget *parent)
    : QWidget(parent), m_requests(requests), m_lines(new QVBoxLayout), m_all(new LinkButton({}))
{
    setFocusPolicy(Qt::ClickFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_lines->setSpacing(4);
    layout->addLayout(m_lines);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    m_all->setObjectName(QStringLiteral("allNoticesButton"));
    m_all->hide();
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_isLong = true;
        showLines();
    });
}

void NoticeList::offerActs(ConsoleContext &context)
{
    m_acts = new NoticeActs(context, this);
    m_question = new UserQuestionBar(this);
    connect(m_acts, &NoticeActs::changed, this, &NoticeList::showLines);
    connect(m_acts, &NoticeActs::done, this, &NoticeList::actDone);
    connect(m_acts, &NoticeActs::refused, this, &NoticeList::actRefused);
    connect(m_question, &UserQuestionBar::asked, this, &NoticeList::announced);
}

NoticeRow *NoticeList::makeRow()
{
    auto *row = new NoticeRow(m_requests == Requests::Shown, this);
    connect(row, &NoticeRow::requestRequested, this, &NoticeList::requestRequested);
    if (m_acts) {
        connect(row, &NoticeRow::retryRequested, m_acts, &NoticeActs::retry);
        connect(row, &NoticeRow::suppressRequested, this, &NoticeList::ask);
    }
    m_lines->addWidget(row);
    return row;
}

void NoticeList::ask(const Delivery &delivery)
{
    m_asked = delivery.id;
    m_question->ask({.text = NoticeActs::question(delivery),
                     .yes = tr("Don't send"),
                     .no = tr("Keep the notice")},
                    [this, delivery] { m_acts->suppress(delivery); });
    placeQuestion();
}

/// Below the notice it is about, wherever that is now, and nowhere once there is nothing to ask any more.
void NoticeList::placeQuestion()
{
    if (!m_question || m_question->isHidden())
        return;
    const auto isAsked = [this](const NoticeRow *row) {
        return !row->isHidden() && row->delivery().id == m_asked;
    };
    const auto row = std::ranges::find_if(m_rows, isAsked);
    if (row == m_rows.end() || !m_acts->offer((*row)->delivery()).suppress) {
        m_question->dismiss();
        return;
    }
    if (m_lines->indexOf(m_question) == m_lines->indexOf(*row) + 1)
        return;
    m_lines->removeWidget(m_question);
    m_lines->insertWidget(m_lines->indexOf(*row) + 1, m_question);
    QMetaObject::invokeMethod(this, &NoticeList::showQuestion, Qt::QueuedConnection);
}

void NoticeList::showQuestion()
{
    QWidget *above = parentWidget();
    while (above && !qobject_cast<QScrollArea *>(above))
        above = above->parentWidget();
    if (auto *area = qobject_cast<QScrollArea *>(above); area && m_question->isVisible())
        area->ensureWidgetVisible(m_question);
}

void NoticeList::show(const std::vector<Delivery> &deliveries, Timestamp now)
{
    m_deliveries = deliveries;
    m_now = now;
    std::ranges::stable_sort(m_deliveries, {}, rank);
    showLines();
}

void NoticeList::showLines()
{
    const size_t count = m_isLong ? m_deliveries.size() : std::min(m_deliveries.size(), fewLines);
    while (m_rows.size() < count)
        m_rows.push_back(makeRow());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (i >= count && m_rows[i]->isAncestorOf(QApplication::focusWidget()))
            setFocus(Qt::OtherFocusReason);
        m_rows[i]->setVisible(i < count);
        if (i < count)
            m_rows[i]->show(m_deliveries[i], m_now,
                            m_acts ? m_acts->offer(m_deliveries[i]) : NoticeActs::Offer());
    }
    placeQuestion();
    m_all->setVisible(count < m_deliveries.size());
    m_all->setText(tr("Show all %1 notices").arg(m_deliveries.size()));
}

} // namespace lockbox::ui
