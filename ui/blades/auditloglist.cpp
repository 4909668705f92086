#include "ui/blades/auditloglist.h"

#include "ui/blades/auditlogfilter.h"
#include "ui/blades/auditlogtable.h"
#include "ui/blades/listcolumns.h"
#include "ui/widgets/accessiblechoice.h"
#include "ui/widgets/commandbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/textlabel.h"

#include <QDateTime>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

/// What happened comes next to when, so that it is seen beside a blade as well.
ListColumns::Defaults columnDefaults()
{
    const auto column = [](EventColumn which, const QString &text) {
        return ListColumns::Column{static_cast<int>(which), ListColumns::widthFor(text)};
    };
    return {.columns = {column(EventColumn::Time, QStringLiteral("2026-02-06 07:23:00")),
                        {static_cast<int>(EventColumn::What), 300},
                        column(EventColumn::Request, QStringLiteral("CLB#TEST0206")),
                        column(EventColumn::Actor, QStringLiteral("amara@contoso.onmicros…")),
                        column(EventColumn::Role, QStringLiteral("Global administrator")),
                        column(EventColumn::Number, QStringLiteral("1,234,567"))}};
}

QDate localDay(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).date();
}

} // namespace

AuditLogList::AuditLogList(ConsoleContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_model(new EventsModel(context.runner(), this)),
      m_kinds(new AuditLogKinds),
      m_period(new AuditLogPeriod),
      m_days(new AuditLogDays),
      m_search(new SearchBox(tr("Search events"))),
      m_message(new MessageBar),
      m_stack(new QStackedWidget),
      m_table(new AuditLogTable),
      m_empty(new EmptyState),
      m_footer(new TextLabel({}, TextStyle::Caption, Token::SecondText))
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(250ms);
    makeTable();
    makeStates();
    layOut();
    connectModel();
    connectTable();
    connectFilter();
    onLogChanged();
    onAccountChanged();
}

void AuditLogList::layOut()
{
    m_message->setObjectName(QStringLiteral("auditLogListMessage"));
    m_footer->setObjectName(QStringLiteral("auditLogFooter"));
    m_footer->setWordWrap(true);
    m_days->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeBar());
    layout->addWidget(m_days);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_footer);
}

CommandBar *AuditLogList::makeBar()
{
    auto *bar = new CommandBar;
    QPushButton *refreshButton = bar->addCommand(QStringLiteral("refresh"), tr("Refresh"),
                                                 QStringLiteral("auditLogRefreshButton"));
    refreshButton->setToolTip(tr("Read what is new (F5)"));
    connect(refreshButton, &QPushButton::clicked, this, [this] {
        refresh();
        m_context.log().refresh();
    });
    QPushButton *columns = bar->addCommand(QStringLiteral("columns"), tr("Columns"),
                                           QStringLiteral("auditLogColumnsButton"));
    auto *menu = new QMenu(columns);
    columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_columns->fillMenu(*menu);
    });
    m_search->setObjectName(QStringLiteral("auditLogSearch"));
    m_search->setMaximumWidth(320);
    bar->addAtEnd(m_kinds);
    bar->addAtEnd(m_period);
    bar->addAtEnd(m_search);
    return bar;
}

void AuditLogList::makeTable()
{
    m_table->setObjectName(QStringLiteral("auditLogTable"));
    m_table->setAccessibleName(tr("Audit log"));
    m_table->setModel(m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(64);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns = new ListColumns(*header, QStringLiteral("auditlog"), columnDefaults());
    new AccessibleChoice(m_table, [this](const QModelIndex &index) {
        emit eventRequested(index.data(EventSeqRole).toLongLong());
    });
}

void AuditLogList::makeStates()
{
    // Over the table, which stays what has the focus while it waits for its rows.
    m_skeleton = new SkeletonRows(m_table->viewport());
    auto *cover = new QVBoxLayout(m_table->viewport());
    cover->setContentsMargins(0, 0, 0, 0);
    cover->addWidget(m_skeleton);
    m_skeleton->hide();
    m_empty->setObjectName(QStringLiteral("auditLogEmpty"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionTriggered, this, &AuditLogList::clearFilter);
}

void AuditLogList::connectModel()
{
    connect(m_model, &EventsModel::loadStarted, this, &AuditLogList::onLoadStarted);
    connect(m_model, &EventsModel::partLoaded, this, &AuditLogList::onPartLoaded);
    connect(m_model, &EventsModel::loaded, this, &AuditLogList::onLoaded);
    connect(m_model, &EventsModel::loadFailed, this, &AuditLogList::onLoadFailed);
    connect(m_message, &MessageBar::actionTriggered, this, &AuditLogList::refresh);
    connect(&m_context, &ConsoleContext::accountChanged, this, &AuditLogList::onAccountChanged);
    connect(&m_context.log(), &LogWatch::changed, this, &AuditLogList::onLogChanged);
}

void AuditLogList::connectTable()
{
    connect(m_table, &AuditLogTable::eventRequested, this, &AuditLogList::eventRequested);
    connect(m_table, &AuditLogTable::requestRequested, this, &AuditLogList::requestRequested);
    connect(m_table, &ListTable::typed, this, [this](const QString &text) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->insert(text);
    });
    connect(m_table, &WindowedTable::moreNeeded, m_model, [this] { m_model->fetchMore({}); });
    connect(m_table, &WindowedTable::earlierNeeded, m_model, &EventsModel::fetchBefore);
    connect(m_table, &WindowedTable::firstRequested, this, [this] {
        m_isJumping = !m_model->isAtStart();
        if (m_isJumping)
            m_model->showFirst();
        else
            m_table->chooseRow(0);
    });
    connect(m_table, &WindowedTable::lastRequested, this, [this] {
        if (m_model->isAtEnd())
            m_table->chooseRow(m_model->rowCount() - 1);
        else
            m_model->showLast();
    });
}

void AuditLogList::connectFilter()
{
    connect(&m_typing, &QTimer::timeout, this, &AuditLogList::applyFilter);
    connect(m_search, &SearchBox::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_kinds, &AuditLogKinds::groupsChanged, this, &AuditLogList::applyFilter);
    connect(m_period, &AuditLogPeriod::periodChanged, this, &AuditLogList::onPeriodChanged);
    connect(m_days, &AuditLogDays::daysChanged, this, &AuditLogList::applyFilter);
}

QWidget *AuditLogList::initialFocus() const
{
    return m_stack->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_search;
}

void AuditLogList::refresh()
{
    m_model->refresh();
}

void AuditLogList::search(const QString &text)
{
    emptyFilter();
    m_search->setText(text);
    m_typing.stop();
    applyFilter();
}

void AuditLogList::showAt(qint64 seq)
{
    emptyFilter();
    m_presenter.clear();
    m_model->showAt(seq);
}

void AuditLogList::choose(qint64 seq)
{
    m_table->chooseKey(seq);
}

void AuditLogList::emptyFilter()
{
    m_search->clear();
    m_kinds->clear();
    m_period->setPeriod(AuditLogPeriod::Period::Any);
    m_days->hide();
    m_typing.stop();
}

void AuditLogList::clearFilter()
{
    emptyFilter();
    applyFilter();
    m_search->setFocus(Qt::OtherFocusReason);
}

void AuditLogList::onPeriodChanged()
{
    const bool isOwn = m_period->period() == AuditLogPeriod::Period::Days;
    if (isOwn && !m_days->isVisible()) {
        const QDate today = localDay(m_context.now());
        m_days->setDays(today.addDays(-29), today);
    }
    m_days->setVisible(isOwn);
    if (isOwn)
        m_days->firstField()->setFocus(Qt::OtherFocusReason);
    applyFilter();
}

void AuditLogList::applyFilter()
{
    m_presenter.setGroups(m_kinds->groups());
    m_presenter.setSearch(m_search->text());
    m_presenter.setPeriod(m_period->period());
    m_presenter.setDays(m_days->first(), m_days->last());
    m_model->setFilter(m_presenter.filter(m_context.now()));
}

void AuditLogList::onLoadStarted()
{
    m_skeleton->setVisible(m_model->rowCount() == 0 && !m_model->hasLoaded());
}

void AuditLogList::onPartLoaded()
{
    m_skeleton->hide();
    updateShown(true);
    showRowsOrEmpty();
}

void AuditLogList::onLoaded(EventsModel::Load load)
{
    m_skeleton->hide();
    m_message->hide();
    m_table->setAtTrueTop(m_model->isAtStart());
    updateShown(false);
    showRowsOrEmpty();
    if (load == EventsModel::Load::Last)
        m_table->chooseRow(m_model->rowCount() - 1);
    else if (load == EventsModel::Load::First || load == EventsModel::Load::At)
        m_table->scrollToTop();
    if (load == EventsModel::Load::First && std::exchange(m_isJumping, false))
        m_table->chooseRow(0);
    m_table->askForNeighbours();
}

void AuditLogList::onLoadFailed(const Error &error)
{
    m_skeleton->hide();
    m_message->showError(errorText(error), tr("Try again"));
}

void AuditLogList::onAccountChanged()
{
    m_model->setSession(m_context.session());
    applyFilter();
}

void AuditLogList::onLogChanged()
{
    const LogWatch &log = m_context.log();
    m_model->setFlaw(log.hasFailed() ? log.check()->finding->seq : 0);
    m_presenter.setTotal(log.state() ? std::optional(log.state()->head.size) : std::nullopt);
    m_footer->setText(m_presenter.footer());
}

void AuditLogList::updateShown(bool isSearching)
{
    m_presenter.setShown({.rows = m_model->rowCount(),
                          .atStart = m_model->isAtStart(),
                          .atEnd = m_model->isAtEnd(),
                          .isSearching = isSearching,
                          .lookedTo = m_model->lookedTo()});
    m_footer->setText(m_presenter.footer());
}

void AuditLogList::showRowsOrEmpty()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    const AuditLogPresenter::Empty empty = m_presenter.empty();
    m_empty->setContent(m_presenter.isFiltered() ? QStringLiteral("search") : QStringLiteral("log"),
                        empty.title, empty.text, empty.action);
    const bool hadFocus = m_table->hasFocus();
    m_stack->setCurrentWidget(m_empty);
    if (hadFocus)
        m_search->setFocus(Qt::OtherFocusReason);
}

} // namespace lockbox::ui
