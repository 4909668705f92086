#include "ui/blades/noticelist.h"

#include "ui/blades/noticerow.h"
#include "ui/blades/noticetext.h"
#include "ui/widgets/buttons.h"

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
    while (m_rows.size() < count) {
        m_rows.push_back(new NoticeRow(m_requests == Requests::Shown, this));
        connect(m_rows.back(), &NoticeRow::requestRequested, this, &NoticeList::requestRequested);
        m_lines->addWidget(m_rows.back());
    }
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < count);
        if (i < count)
            m_rows[i]->show(m_deliveries[i], m_now);
    }
    m_all->setVisible(count < m_deliveries.size());
    m_all->setText(tr("Show all %1 notices").arg(m_deliveries.size()));
}

} // namespace lockbox::ui
