#include "ui/blades/homeblade.h"

#include "ui/blades/homeflowpanel.h"
#include "ui/blades/homeordercard.h"
#include "ui/blades/homeprovidercard.h"
#include "ui/blades/homerequestcard.h"
#include "ui/blades/noticesblade.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/requestsclock.h"
#include "ui/blades/userparts.h"
#include "ui/models/requesttext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/skeletonrows.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

/// Below this width the cards stand below each other.
constexpr int wideEnough = 880;
constexpr int orderCardWidth = 320;

} // namespace

HomeBlade::HomeBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context),
      m_messages(new MessageBar),
      m_faces(new QStackedWidget),
      m_empty(new EmptyState),
      m_loading(new SkeletonRows),
      m_content(new QWidget),
      m_scroll(parts::scrolling(m_content)),
      m_cards(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_waiting(new HomeRequestCard(tr("Waiting for you"), tr("Nothing waits for a decision."))),
      m_inside(new HomeRequestCard(tr("Inside right now"), tr("Nobody has access right now."))),
      m_order(new HomeOrderCard),
      m_provider(new HomeProviderCard),
      m_flow(new HomeFlowPanel(context, m_presenter)),
      m_clock(new RequestsClock(this))
{
    setObjectName(QStringLiteral("homeBlade"));
    layOut();
    connectParts();
    showState();
    refresh();
}

void HomeBlade::layOut()
{
    m_waiting->setObjectName(QStringLiteral("homeWaiting"));
    m_inside->setObjectName(QStringLiteral("homeInside"));
    m_order->setObjectName(QStringLiteral("homeOrder"));
    m_provider->setObjectName(QStringLiteral("homeProvider"));
    auto *requests = new QVBoxLayout;
    requests->setSpacing(16);
    for (QWidget *card : {static_cast<QWidget *>(m_waiting), static_cast<QWidget *>(m_inside),
                          static_cast<QWidget *>(m_provider)})
        requests->addWidget(card);
    m_cards->setSpacing(16);
    m_cards->addLayout(requests, 1);
    m_cards->addWidget(m_order, 0, Qt::AlignTop);
    auto *inner = new QVBoxLayout(m_content);
    inner->setContentsMargins(24, 8, 24, 24);
    inner->setSpacing(16);
    inner->addLayout(m_cards);
    inner->addWidget(m_flow);
    inner->addStretch(1);
    m_faces->addWidget(m_scroll);
    m_faces->addWidget(m_empty);
    m_faces->addWidget(m_loading);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_faces, 1);
}

void HomeBlade::connectParts()
{
    connect(&m_presenter, &HomePresenter::changed, this, &HomeBlade::showState);
    connect(m_clock, &RequestsClock::ticked, this, &HomeBlade::onTick);
    connect(m_empty, &EmptyState::actionTriggered, this, &HomeBlade::refresh);
    connect(m_waiting, &HomeRequestCard::actionTriggered, this,
            [this](const RequestId &id) { openRequest(id, {}); });
    connect(m_inside, &HomeRequestCard::actionTriggered, this, [this](const RequestId &id) {
        openRequest(id, m_presenter.mayRevoke() ? std::optional(RequestAct::Revoke) : std::nullopt);
    });
    for (HomeRequestCard *card : {m_waiting, m_inside})
        connect(card, &HomeRequestCard::allRequested, this,
                [this] { emit navigateRequested(QStringLiteral("requests"), {}); });
    connect(m_order, &HomeOrderCard::pageRequested, this,
            [this](const QString &page) { emit navigateRequested(page, {}); });
    connect(m_order, &HomeOrderCard::noticesRequested, this,
            [this] { emit openRequested(new NoticesBlade(m_context)); });
    connect(&m_context.log(), &LogWatch::changed, this,
            [this] { m_order->showLog(m_context.log(), m_context.now()); });
    connect(m_provider, &HomeProviderCard::deskRequested, this,
            [this] { emit navigateRequested(QStringLiteral("desk"), {}); });
}

void HomeBlade::resizeEvent(QResizeEvent *event)
{
    Blade::resizeEvent(event);
    const bool wide = width() >= wideEnough;
    m_cards->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_order->setMinimumWidth(wide ? orderCardWidth : 0);
    m_order->setMaximumWidth(wide ? orderCardWidth : QWIDGETSIZE_MAX);
}

void HomeBlade::showState()
{
    using Face = HomePresenter::Face;
    const Face face = m_presenter.face();
    const bool told = face == Face::Overview || face == Face::Provider;
    if (told && m_presenter.error())
        m_messages->showWarning(errorText(*m_presenter.error()));
    else
        m_messages->hide();
    if (face == Face::Loading) {
        m_faces->setCurrentWidget(m_loading);
    } else if (told) {
        m_faces->setCurrentIndex(0);
        showRequests();
    } else {
        m_faces->setCurrentWidget(m_empty);
        showNothing();
    }
}

void HomeBlade::showNothing()
{
    if (m_presenter.face() == HomePresenter::Face::Failed)
        m_empty->setContent(QStringLiteral("warning"), tr("Home could not be read"),
                            errorText(*m_presenter.error()), tr("Try again"));
    else
        m_empty->setContent(QStringLiteral("lock"), tr("Nothing here needs you"),
                            tr("This account has no role in Customer Lockbox. A global "
                               "administrator can give it one in Users, Active users."));
}

HomeRequestRow::Content HomeBlade::waitingRow(const AccessRequest &request) const
{
    const bool decides = m_presenter.mayDecide();
    return {.request = request,
            .requestor = m_context.requestorName(),
            .from = *request.notifiedAt,
            .deadline = *request.expiresAt,
            .until = tr("to decide, until %1").arg(untilText(*request.expiresAt, m_context.now())),
            .action = decides ? tr("Review") : tr("Open"),
            .actionName = (decides ? tr("Review %1") : tr("Open %1")).arg(request.reference)};
}

HomeRequestRow::Content HomeBlade::openRow(const AccessRequest &request) const
{
    const bool revokes = m_presenter.mayRevoke();
    return {.request = request,
            .requestor = m_context.requestorName(),
            .from = request.access->start,
            .deadline = request.access->end,
            .until = tr("inside, until %1").arg(untilText(request.access->end, m_context.now())),
            .action = revokes ? tr("Revoke") : tr("Open"),
            .actionName = (revokes ? tr("Revoke %1") : tr("Open %1")).arg(request.reference)};
}

void HomeBlade::showRequests()
{
    const Timestamp now = m_context.now();
    const Overview &overview = m_presenter.overview();
    const bool isProvider = m_presenter.face() == HomePresenter::Face::Provider;
    for (QWidget *card : {static_cast<QWidget *>(m_waiting), static_cast<QWidget *>(m_inside),
                          static_cast<QWidget *>(m_order)})
        card->setVisible(!isProvider);
    m_provider->setVisible(isProvider);
    m_waiting->setHeading(m_presenter.mayDecide() ? tr("Waiting for you")
                                                  : tr("Waiting for a decision"));
    std::vector<HomeRequestRow::Content> waiting;
    std::vector<HomeRequestRow::Content> inside;
    std::vector<Timestamp> deadlines;
    for (const AccessRequest &request : overview.waiting) {
        waiting.push_back(waitingRow(request));
        deadlines.push_back(waiting.back().deadline);
    }
    for (const AccessRequest &request : overview.openAccess) {
        inside.push_back(openRow(request));
        deadlines.push_back(inside.back().deadline);
    }
    m_waiting->show(waiting, m_presenter.count(RequestState::Pending), now);
    m_inside->show(inside, m_presenter.count(RequestState::Approved), now);
    m_order->show(overview, m_context.info().tenant.provider);
    m_order->showLog(m_context.log(), now);
    // A manager sees everybody's.
    const bool isManager = m_context.may(rules::Operation::Authorize);
    m_provider->setHeading(
        isManager ? tr("Requests of %1's engineers").arg(m_context.info().tenant.provider)
                  : tr("Your requests"));
    m_provider->show(overview.counts);
    m_flow->showWorkflows();
    m_clock->wait(deadlines, now);
    m_inside->orderFocus(m_waiting->orderFocus(nullptr));
    if (std::exchange(m_isFlowWanted, false))
        QMetaObject::invokeMethod(this, &HomeBlade::scrollToFlow, Qt::QueuedConnection);
}

void HomeBlade::showArgument(const QString &argument)
{
    m_isFlowWanted = true;
    m_presenter.followAny(argument);
}

void HomeBlade::scrollToFlow()
{
    m_content->layout()->activate();
    m_scroll->ensureWidgetVisible(m_flow);
}

void HomeBlade::onTick()
{
    m_presenter.tick();
    showState();
}

void HomeBlade::openRequest(const RequestId &id, std::optional<RequestAct> act)
{
    m_presenter.follow(id);
    emit openRequested(new RequestBlade(m_context, id.toString(), act));
}

} // namespace lockbox::ui
