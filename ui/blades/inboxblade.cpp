#include "ui/blades/inboxblade.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/inboxdelegate.h"
#include "ui/blades/inboxletter.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/accessiblechoice.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/commandbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/skeletonrows.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace lockbox::ui {

InboxBlade::InboxBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context),
      m_messages(new MessageBar),
      m_faces(new QStackedWidget),
      m_list(new QListView),
      m_letter(new InboxLetter),
      m_empty(new EmptyState),
      m_loading(new SkeletonRows),
      m_count(parts::caption({})),
      m_older(new LinkButton(tr("Show older mails")))
{
    setObjectName(QStringLiteral("inboxBlade"));
    setFocusPolicy(Qt::ClickFocus);
    layOut();
    connectParts();
    showState();
    refresh();
}

void InboxBlade::layOut()
{
    m_empty->setObjectName(QStringLiteral("inboxEmpty"));
    m_count->setObjectName(QStringLiteral("inboxCount"));
    m_older->setObjectName(QStringLiteral("olderMailsButton"));
    m_mails = makeMails();
    for (QWidget *face : std::initializer_list<QWidget *>{m_mails, m_empty, m_loading})
        m_faces->addWidget(face);
    auto *footer = new QHBoxLayout;
    footer->addWidget(m_count, 1);
    footer->addWidget(m_older);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 12);
    layout->setSpacing(8);
    layout->addWidget(makeBar());
    layout->addWidget(m_messages);
    layout->addWidget(m_faces, 1);
    layout->addLayout(footer);
}

QWidget *InboxBlade::makeBar()
{
    auto *bar = new CommandBar;
    const auto *reload = bar->addCommand(QStringLiteral("refresh"), tr("Refresh"),
                                         QStringLiteral("inboxRefreshButton"));
    m_open = bar->addCommand(QStringLiteral("open"), tr("Open request"),
                             QStringLiteral("openMailRequestButton"));
    m_checkThis = bar->addCommand(QStringLiteral("shield"), tr("Check this mail…"),
                                  QStringLiteral("checkThisMailButton"));
    const auto *check = bar->addCommand(QStringLiteral("mail"), tr("Check a mail…"),
                                        QStringLiteral("checkMailButton"));
    connect(reload, &QPushButton::clicked, this, &InboxBlade::refresh);
    connect(m_open, &QPushButton::clicked, this, &InboxBlade::openRequest);
    connect(m_checkThis, &QPushButton::clicked, this, [this] {
        if (const Letter *letter = m_presenter.current())
            checkMail(letter->text);
    });
    connect(check, &QPushButton::clicked, this, [this] { checkMail({}); });
    return bar;
}

QWidget *InboxBlade::makeMails()
{
    m_list->setObjectName(QStringLiteral("inboxList"));
    m_list->setAccessibleName(tr("Mails"));
    m_list->setModel(&m_presenter.mails());
    m_list->setItemDelegate(new InboxDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setMinimumWidth(190);
    m_letter->setMinimumWidth(280);
    auto *splitter = new QSplitter;
    splitter->addWidget(m_list);
    splitter->addWidget(m_letter);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({340, 680});
    return splitter;
}

void InboxBlade::connectParts()
{
    connect(&m_presenter, &InboxPresenter::changed, this, &InboxBlade::showState);
    connect(&m_context, &ConsoleContext::infoChanged, this, &InboxBlade::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InboxBlade::showCurrent);
    connect(m_older, &QPushButton::clicked, &m_presenter, &InboxPresenter::showOlder);
    connect(m_empty, &EmptyState::actionTriggered, this, &InboxBlade::refresh);
    connect(m_list, &QListView::activated, this, &InboxBlade::openRequest);
    new AccessibleChoice(m_list, [this](const QModelIndex &) { showCurrent(); });
}

/// Itself until there are mails.
QWidget *InboxBlade::initialFocus()
{
    return m_faces->currentWidget() == m_mails ? static_cast<QWidget *>(m_list) : this;
}

void InboxBlade::showState()
{
    using Face = InboxPresenter::Face;
    const Face face = m_presenter.face();
    const bool hasMails = face == Face::Mails;
    if (m_presenter.error() && (hasMails || face == Face::Empty))
        m_messages->showWarning(errorText(*m_presenter.error()));
    else
        m_messages->hide();
    m_count->setText(hasMails ? m_presenter.countText() : QString());
    m_older->setVisible(hasMails && m_presenter.hasOlder());
    showCommands();
    if (hasMails) {
        m_faces->setCurrentWidget(m_mails);
        if (hasFocus())
            m_list->setFocus(Qt::OtherFocusReason);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_presenter.mails().index(0, 0));
        showCurrent();
    } else if (face == Face::Loading) {
        m_faces->setCurrentWidget(m_loading);
    } else {
        m_faces->setCurrentWidget(m_empty);
        showNothing();
    }
}

void InboxBlade::showNothing()
{
    switch (m_presenter.face()) {
    case InboxPresenter::Face::NoAccess:
        m_empty->setContent(QStringLiteral("lock"), tr("This account gets no notices"),
                            tr("They go to global administrators and Customer Lockbox access "
                               "approvers."));
        break;
    case InboxPresenter::Face::Failed:
        m_empty->setContent(QStringLiteral("warning"), tr("The inbox could not be read"),
                            errorText(*m_presenter.error()), tr("Try again"));
        break;
    default:
        m_empty->setContent(
            QStringLiteral("mail"), tr("No mail has arrived"),
            deliverableAddress(m_context.account()).isEmpty()
                ? tr("This account has no address that a mail could be delivered "
                     "to. Give it one in Users, Active users.")
                : tr("When an engineer's request waits for your decision, its "
                     "notice arrives here. In a demo no mail leaves this machine."));
    }
}

void InboxBlade::showCurrent()
{
    m_presenter.setCurrent(m_list->currentIndex().data(InboxIdRole).toLongLong());
    if (const Letter *letter = m_presenter.current())
        m_letter->show(*letter);
    showCommands();
}

void InboxBlade::showCommands()
{
    const Letter *letter = m_presenter.current();
    m_checkThis->setEnabled(letter);
    m_open->setEnabled(letter && !letter->delivery.request.isNull());
}

void InboxBlade::openRequest()
{
    const Letter *letter = m_presenter.current();
    if (letter && !letter->delivery.request.isNull())
        emit openRequested(new RequestBlade(m_context, letter->delivery.request.toString()));
}

void InboxBlade::checkMail(const QString &text)
{
    emit openRequested(new CheckMailBlade(m_context, text));
}

} // namespace lockbox::ui
