#include "ui/blades/requestblade.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/decisionpanel.h"
#include "ui/blades/requestevidence.h"
#include "ui/blades/requestfooter.h"
#include "ui/blades/requestnotices.h"
#include "ui/blades/requestsclock.h"
#include "ui/blades/requeststoryview.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

/// Whether a refusal means that the moment for the act is over, not that something can be mended and sent again.
bool isOver(const Error &error)
{
    return error.code == ErrorCode::WrongState || error.code == ErrorCode::NotPermitted
           || error.code == ErrorCode::NotFound;
}

} // namespace

RequestBlade::RequestBlade(ConsoleContext &context, const QString &request,
                           std::optional<RequestAct> first, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_request(request),
      m_first(first),
      m_footer(new RequestFooter(this)),
      m_clock(new RequestsClock(this))
{
    setObjectName(QStringLiteral("requestBlade"));
    setFocusPolicy(Qt::ClickFocus);
    buildBody();
    m_presenter.setTenant(context.info().tenant);
    m_presenter.setAccount(context.account());
    connect(m_footer, &RequestFooter::actChosen, this, &RequestBlade::ask);
    connect(m_footer, &RequestFooter::confirmed, this, &RequestBlade::confirm);
    connect(m_footer, &RequestFooter::backRequested, this, &RequestBlade::back);
    connect(m_footer, &RequestFooter::closeRequested, this, &RequestBlade::closeRequested);
    connect(m_footer, &RequestFooter::discardConfirmed, this, [this] {
        dropPanel();
        emit closeRequested();
    });
    connect(m_story, &RequestStoryView::workflowRequested, this,
            [this] { emit navigateRequested(QStringLiteral("home"), m_request); });
    connect(m_notices, &RequestNotices::announced, this, &RequestBlade::announced);
    connect(m_notices, &RequestNotices::checkRequested, this,
            [this] { emit openRequested(new CheckMailBlade(m_context)); });
    connect(m_notices, &RequestNotices::actDone, this, [this](const QString &text) {
        emit announced(text);
        refresh();
    });
    connect(m_notices, &RequestNotices::actRefused, this, [this](const QString &text) {
        m_message->showError(text);
        showTop();
        refresh();
    });
    connect(m_evidence, &RequestEvidence::announced, this, &RequestBlade::announced);
    connect(m_clock, &RequestsClock::ticked, this, &RequestBlade::onTick);
    connect(&context, &ConsoleContext::infoChanged, this, &RequestBlade::onTick);
    connect(&context, &ConsoleContext::accountChanged, this, [this] {
        m_presenter.setAccount(m_context.account());
        refresh();
    });
    m_footer->offer({});
    refresh();
}

void RequestBlade::buildBody()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget;
    // As wide as the blade and no wider: texts wrap, nothing is cut off.
    content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_body = new QVBoxLayout(content);
    m_body->setContentsMargins(24, 8, 24, 24);
    m_body->setSpacing(16);
    m_message = new MessageBar(content);
    m_message->setObjectName(QStringLiteral("requestMessage"));
    m_story = new RequestStoryView(content);
    m_body->addWidget(m_message);
    m_notices = new RequestNotices(m_context, content);
    m_evidence = new RequestEvidence(m_context, content);
    m_body->addWidget(m_story);
    m_body->addWidget(m_notices);
    m_body->addWidget(m_evidence);
    m_evidence->hide();
    m_body->addStretch();
    m_scroll = parts::scrolling(content);
    outer->addWidget(m_scroll);
}

QWidget *RequestBlade::footer()
{
    return m_footer;
}

QWidget *RequestBlade::initialFocus()
{
    return m_panel ? m_panel->firstField() : m_footer->firstButton();
}

void RequestBlade::refresh()
{
    m_context.runner().run<Reading>(
        this, QStringLiteral("request"),
        [session = m_context.session(),
         id = m_request](LockboxService &service) -> Result<Reading> {
            auto details = service.request(session, id);
            if (!details)
                return failure(details);
            auto policy = service.policy(session);
            if (!policy)
                return failure(policy);
            return Reading{.details = std::move(*details), .policy = *policy};
        },
        [this](const Result<Reading> &reading) { onRead(reading); });
}

void RequestBlade::onRead(const Result<Reading> &reading)
{
    if (!reading) {
        m_isReadFailed = true;
        m_message->showError(errorText(reading.error()));
        return;
    }
    if (std::exchange(m_isReadFailed, false))
        m_message->hide();
    const bool isFirst = !m_presenter.hasDetails();
    const bool isOtherPolicy = !isFirst && m_presenter.policy() != reading->policy;
    m_request = reading->details.request.id.toString();
    m_presenter.setDetails(reading->details);
    m_presenter.setPolicy(reading->policy);
    onTick();
    m_isRefusalTold = false;
    emit titleChanged();
    if (isOtherPolicy)
        askAnew();
    const QWidget *focus = QApplication::focusWidget();
    if (const auto first = std::exchange(m_first, std::nullopt))
        ask(*first);
    else if (isFirst && focus && focus->isAncestorOf(this) && initialFocus())
        initialFocus()->setFocus(Qt::OtherFocusReason);
}

void RequestBlade::askAnew()
{
    if (!m_panel || m_isSending)
        return;
    const RequestAct act = m_panel->act();
    m_drafts.insert(static_cast<int>(act), m_panel->input());
    ask(act);
    const QString text = tr("The requirements for data access were changed meanwhile. Read once "
                            "more what will happen.");
    m_message->showWarning(text);
    emit announced(text);
}

void RequestBlade::onTick()
{
    m_presenter.setNow(m_context.now());
    updateView();
    std::vector<Timestamp> deadlines;
    if (const auto deadline = m_presenter.deadline())
        deadlines.push_back(*deadline);
    m_clock->wait(deadlines, m_context.now());
}

void RequestBlade::ask(RequestAct act)
{
    const auto acts = m_presenter.acts();
    if (m_isSending || std::find(acts.begin(), acts.end(), act) == acts.end())
        return;
    keepFocus();
    dropPanel();
    m_message->hide();
    m_panel = new DecisionPanel(m_presenter.decision(act), m_drafts.value(static_cast<int>(act)),
                                m_context.now(), m_story->parentWidget());
    m_body->insertWidget(1, m_panel);
    m_panel->show();
    m_view = View::Deciding;
    m_footer->confirm(act);
    updateView();
    m_panel->firstField()->setFocus(Qt::OtherFocusReason);
    showTop();
}

/// Where message and confirmation stand.
void RequestBlade::showTop()
{
    m_scroll->widget()->layout()->activate();
    m_scroll->verticalScrollBar()->setValue(0);
}

void RequestBlade::keepFocus()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus && (m_footer->isAncestorOf(focus) || (m_panel && m_panel->isAncestorOf(focus))))
        setFocus(Qt::OtherFocusReason);
}

void RequestBlade::confirm()
{
    if (!m_panel || m_isSending || !m_panel->check())
        return;
    m_isSending = true;
    keepFocus();
    m_footer->setBusy(true);
    const RequestAct act = m_panel->act();
    const ActInput input = m_panel->input();
    const RequestId id = m_presenter.request().id;
    m_drafts.insert(static_cast<int>(act), input);
    m_context.runner().run<AccessRequest>(
        this, {},
        [session = m_context.session(), act, id, input](LockboxService &service) {
            return RequestActs::perform(service, session, act, id, input);
        },
        [this, act, input](const Result<AccessRequest> &result) { onActDone(act, input, result); });
}

void RequestBlade::onActDone(RequestAct act, const ActInput &input,
                             const Result<AccessRequest> &result)
{
    m_isSending = false;
    m_footer->setBusy(false);
    if (!result) {
        onRefused(act, input, result.error());
        return;
    }
    m_drafts.remove(static_cast<int>(act));
    m_told = result->state;
    m_presenter.setRequest(*result);
    m_presenter.setNow(m_context.now());
    dropPanel();
    tell(act);
    refresh();
}

void RequestBlade::onRefused(RequestAct act, const ActInput &input, const Error &error)
{
    if (m_panel && m_panel->showFieldError(error)) {
        emit announced(errorText(error));
        return;
    }
    QString text = errorText(error);
    if (isOver(error)) {
        if (!input.text.trimmed().isEmpty())
            text += QLatin1Char('\n')
                    + tr("What you wrote was not stored: “%1”").arg(input.text.trimmed());
        m_drafts.insert(static_cast<int>(act), input);
        m_isRefusalTold = true;
        keepFocus();
        dropPanel();
        showStory();
    }
    m_message->showError(text);
    showTop();
    emit announced(text);
    refresh();
}

void RequestBlade::tell(RequestAct act)
{
    const QString text = m_presenter.doneText(act);
    m_message->showGood(text);
    m_view = act == RequestAct::Approve ? View::Told : View::Story;
    // Without its message there would be nothing left to read.
    m_message->setClosable(m_view != View::Told);
    if (m_view == View::Told) {
        m_footer->close();
        m_footer->firstButton()->setFocus(Qt::OtherFocusReason);
    }
    updateView();
    if (m_view == View::Story)
        setFocus(Qt::OtherFocusReason);
    showTop();
    emit titleChanged();
}

void RequestBlade::back()
{
    if (m_isDiscardAsked) {
        m_isDiscardAsked = false;
        m_message->hide();
        m_footer->confirm(m_panel->act());
        m_panel->firstField()->setFocus(Qt::OtherFocusReason);
        return;
    }
    const RequestAct act = m_panel->act();
    m_drafts.insert(static_cast<int>(act), m_panel->input());
    keepFocus();
    dropPanel();
    showStory();
    m_footer->focusAct(act);
}

void RequestBlade::showStory()
{
    m_view = View::Story;
    updateView();
}

bool RequestBlade::mayClose()
{
    // Its outcome has to be told to somebody.
    if (m_isSending)
        return false;
    if (!m_panel || !m_panel->isTouched())
        return true;
    if (!m_isDiscardAsked) {
        m_isDiscardAsked = true;
        m_message->showWarning(tr("Nothing has been decided yet. Discard what you typed?"));
        m_footer->askDiscard();
    }
    showTop();
    return false;
}

void RequestBlade::dropPanel()
{
    m_isDiscardAsked = false;
    if (!m_panel)
        return;
    m_panel->hide();
    m_panel->deleteLater();
    m_panel = nullptr;
}

void RequestBlade::updateView()
{
    const bool isStoryShown = m_presenter.hasDetails() && m_view != View::Told;
    m_story->setVisible(isStoryShown);
    m_evidence->setVisible(isStoryShown && m_context.may(rules::Operation::ReadEvents));
    if (!isStoryShown)
        m_notices->hide();
    if (!m_presenter.hasDetails())
        return;
    if (isStoryShown)
        m_notices->show(m_presenter.details(), m_context.now());
    m_evidence->setRequest(m_presenter.request().id, m_presenter.request().reference);
    if (m_panel && !m_isSending) {
        m_panel->setNow(m_context.now());
        // Somebody else, or the clock, was first: say so at once, not after the button.
        if (const auto allowed = m_presenter.permission(m_panel->act()); !allowed)
            onRefused(m_panel->act(), m_panel->input(), allowed.error());
    }
    m_story->show(m_presenter);
    tellNews();
    if (m_view == View::Story) {
        if (m_footer->isOtherOffer(m_presenter.acts()))
            keepFocus();
        m_footer->offer(m_presenter.acts());
    }
}

void RequestBlade::tellNews()
{
    const RequestState state = m_presenter.request().state;
    const auto told = std::exchange(m_told, state);
    if (!told || *told == state || m_isSending || m_isRefusalTold)
        return;
    const QString news = m_presenter.news();
    m_message->showInfo(news);
    showTop();
    emit announced(news);
}

} // namespace lockbox::ui
