#include "ui/blades/noticesblade.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/noticelist.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/skeletonrows.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace lockbox::ui {

NoticesBlade::NoticesBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context),
      m_messages(new MessageBar),
      m_due(new MessageBar),
      m_faces(new QStackedWidget),
      m_list(new NoticeList(NoticeList::Requests::Shown)),
      m_empty(new EmptyState),
      m_loading(new SkeletonRows),
      m_switch(new LinkButton({})),
      m_older(new LinkButton(tr("Show older notices"))),
      m_check(parts::button(tr("Check a mail…"), QStringLiteral("checkMailButton"),
                            QStringLiteral("mail")))
{
    setObjectName(QStringLiteral("noticesBlade"));
    m_list->offerActs(context);
    layOut();
    connectParts();
    showState();
    refresh();
}

void NoticesBlade::connectParts()
{
    connect(&m_presenter, &NoticesPresenter::changed, this, &NoticesBlade::showState);
    connect(m_empty, &EmptyState::actionTriggered, this, &NoticesBlade::refresh);
    connect(m_older, &QPushButton::clicked, &m_presenter, &NoticesPresenter::showOlder);
    connect(m_switch, &QPushButton::clicked, this,
            [this] { m_presenter.setTroubleOnly(!m_presenter.isTroubleOnly()); });
    connect(m_list, &NoticeList::requestRequested, this, [this](const QString &request) {
        emit openRequested(new RequestBlade(m_context, request));
    });
    connect(m_check, &QPushButton::clicked, this,
            [this] { emit openRequested(new CheckMailBlade(m_context)); });
    connect(m_list, &NoticeList::announced, this, &Blade::announced);
    connect(m_list, &NoticeList::actDone, this, [this](const QString &text) {
        m_messages->showGood(text);
        refresh();
    });
    connect(m_list, &NoticeList::actRefused, this, [this](const QString &text) {
        m_messages->showError(text);
        refresh();
    });
    // That a notice was sent, or should have been, is told by nobody.
    auto *timer = new QTimer(this);
    timer->setObjectName(QStringLiteral("noticesTimer"));
    connect(timer, &QTimer::timeout, this, &NoticesBlade::refresh);
    timer->start(std::chrono::minutes(1));
}

void NoticesBlade::layOut()
{
    m_switch->setObjectName(QStringLiteral("switchNoticesButton"));
    m_older->setObjectName(QStringLiteral("olderNoticesButton"));
    m_empty->setObjectName(QStringLiteral("noticesEmpty"));
    m_messages->setObjectName(QStringLiteral("noticesMessage"));
    m_due->setObjectName(QStringLiteral("noticesDue"));
    m_due->setClosable(false);
    auto *inner = new QWidget;
    auto *content = new QVBoxLayout(inner);
    content->setContentsMargins(16, 0, 16, 16);
    content->addWidget(m_list);
    content->addWidget(m_older, 0, Qt::AlignLeft);
    content->addStretch();
    m_scroll = parts::scrolling(inner);
    for (QWidget *face : std::initializer_list<QWidget *>{m_scroll, m_empty, m_loading})
        m_faces->addWidget(face);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(24, 0, 24, 0);
    bar->addWidget(m_switch);
    bar->addStretch();
    bar->addWidget(m_check);
    auto *messages = new QVBoxLayout;
    messages->setContentsMargins(24, 0, 24, 0);
    messages->setSpacing(8);
    messages->addWidget(m_messages);
    messages->addWidget(m_due);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(messages);
    layout->addLayout(bar);
    layout->addWidget(m_faces, 1);
}

void NoticesBlade::showState()
{
    using Face = NoticesPresenter::Face;
    const Face face = m_presenter.face();
    showTrouble();
    m_switch->setText(m_presenter.isTroubleOnly() ? tr("Show all notices")
                                                  : tr("Show only what did not arrive"));
    m_older->setVisible(m_presenter.hasOlder());
    m_list->show(m_presenter.deliveries(), m_context.now());
    emit titleChanged();
    if (face == Face::Loading) {
        m_faces->setCurrentWidget(m_loading);
    } else if (face == Face::List) {
        m_faces->setCurrentWidget(m_scroll);
    } else {
        m_faces->setCurrentWidget(m_empty);
        showNothing();
    }
}

/// What came of an act stays until it is closed.
void NoticesBlade::showTrouble()
{
    const bool isReadFailed =
        m_presenter.error() && m_presenter.face() != NoticesPresenter::Face::Failed;
    if (isReadFailed)
        m_messages->showWarning(errorText(*m_presenter.error()));
    else if (m_isReadFailed)
        m_messages->hide();
    m_isReadFailed = isReadFailed;
    const QString due = m_presenter.dueText();
    if (due.isEmpty())
        m_due->hide();
    else
        m_due->showWarning(due);
}

void NoticesBlade::showNothing()
{
    if (m_presenter.face() == NoticesPresenter::Face::Failed)
        m_empty->setContent(QStringLiteral("warning"), tr("The notices could not be read"),
                            errorText(*m_presenter.error()), tr("Try again"));
    else if (m_presenter.isTroubleOnly())
        m_empty->setContent(QStringLiteral("approve"), tr("Every notice arrived, or is on its way"),
                            tr("A notice that can't be delivered would stand here."));
    else
        m_empty->setContent(QStringLiteral("mail"), tr("No notice has been written yet"),
                            tr("The first is written when a request waits for a decision."));
}

} // namespace lockbox::ui
