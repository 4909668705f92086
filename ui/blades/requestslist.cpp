#include "ui/blades/requestslist.h"

#include "ui/blades/requestcolumns.h"
#include "ui/blades/requestsclock.h"
#include "ui/blades/requeststable.h"
#include "ui/blades/requeststatefilter.h"
#include "ui/models/requesttext.h"
#include "ui/widgets/accessiblechoice.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/commandbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/textlabel.h"

#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lockbox::ui {

using namespace std::chrono_literals;

RequestsList::RequestsList(ConsoleContext &context, const Options &options, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_model(new RequestsModel(context.runner(), this)),
      m_clock(new RequestsClock(this))
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    m_presenter.setNothing(options.nothingTitle, options.nothingText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    buildBar(options);
    m_message = new MessageBar(this);
    m_message->hide();
    layout->addWidget(m_message);
    buildTable(options);
    buildStates();
    m_footer = new TextLabel({}, TextStyle::Caption, Token::SecondText, this);
    m_footer->setObjectName(QStringLiteral("requestsFooter"));
    layout->addWidget(m_footer);
    connectModel();
    connectTable();
    connect(&context, &ConsoleContext::infoChanged, this, &RequestsList::onTick);
    connect(&context, &ConsoleContext::accountChanged, this, &RequestsList::onAccountChanged);
    onAccountChanged();
}

RequestsList::~RequestsList() = default;

void RequestsList::buildBar(const Options &options)
{
    m_bar = new CommandBar(this);
    QPushButton *refresh = m_bar->addCommand(QStringLiteral("refresh"), tr("Refresh"),
                                             QStringLiteral("refreshButton"));
    refresh->setToolTip(tr("Read the list again (F5)"));
    connect(refresh, &QPushButton::clicked, this, &RequestsList::refresh);
    QPushButton *columns = m_bar->addCommand(QStringLiteral("columns"), tr("Columns"),
                                             QStringLiteral("columnsButton"));
    m_filter = new RequestStateFilter(options.states, this);
    setThemeIcon(m_filter, QStringLiteral("filter"));
    auto *menu = new QMenu(columns);
    columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_columns->fillMenu(*menu);
    });
    m_search = new SearchBox(tr("Search requests"), this);
    m_search->setObjectName(QStringLiteral("requestsSearch"));
    m_search->setMaximumWidth(320);
    m_bar->addAtEnd(m_filter);
    m_bar->addAtEnd(m_search);
    layout()->addWidget(m_bar);
}

void RequestsList::buildTable(const Options &options)
{
    m_table = new RequestsTable(this);
    m_table->setObjectName(QStringLiteral("requestsTable"));
    m_table->setAccessibleName(tr("Customer Lockbox Requests"));
    m_table->setModel(m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(64);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns = new RequestColumns(*header, options.settingsKey);
    m_sortColumn = header->sortIndicatorSection();
    m_sortOrder = header->sortIndicatorOrder();
    connect(header, &QHeaderView::sortIndicatorChanged, this, &RequestsList::onSortChanged);
    new AccessibleChoice(m_table, [this](const QModelIndex &index) {
        emit openRequested(index.data(RequestIdRole).toString(), std::nullopt);
    });
}

void RequestsList::buildStates()
{
    m_stack = new QStackedWidget(this);
    // Over the table, which stays what has the focus while it waits for its rows.
    m_skeleton = new SkeletonRows(m_table->viewport());
    auto *cover = new QVBoxLayout(m_table->viewport());
    cover->setContentsMargins(0, 0, 0, 0);
    cover->addWidget(m_skeleton);
    m_skeleton->hide();
    m_empty = new EmptyState(m_stack);
    m_empty->setObjectName(QStringLiteral("requestsEmpty"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::actionTriggered, this, &RequestsList::clearFilter);
}

void RequestsList::connectModel()
{
    connect(m_model, &RequestsModel::loadStarted, this, &RequestsList::onLoadStarted);
    connect(m_model, &RequestsModel::loaded, this, &RequestsList::onLoaded);
    connect(m_model, &RequestsModel::loadFailed, this, &RequestsList::onLoadFailed);
    connect(m_clock, &RequestsClock::ticked, this, &RequestsList::onTick);
    connect(&m_typing, &QTimer::timeout, this, &RequestsList::applyQuery);
    connect(m_search, &SearchBox::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &RequestStateFilter::statesChanged, this, &RequestsList::applyQuery);
    connect(m_message, &MessageBar::actionTriggered, this, &RequestsList::refresh);
}

void RequestsList::connectTable()
{
    connect(m_table, &RequestsTable::openRequested, this,
            [this](const QString &request) { emit openRequested(request, std::nullopt); });
    connect(m_table, &RequestsTable::actRequested, this,
            [this](const QString &request, RequestAct act) { emit openRequested(request, act); });
    connect(m_table, &RequestsTable::typed, this, [this](const QString &text) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->insert(text);
    });
    connect(m_table, &RequestsTable::moreNeeded, m_model, [this] { m_model->fetchMore({}); });
    connect(m_table, &RequestsTable::earlierNeeded, m_model, &RequestsModel::fetchBefore);
    connect(m_table, &RequestsTable::firstRequested, this, [this] {
        m_isJumping = !m_model->isAtStart();
        if (m_isJumping)
            m_model->showFirst();
        else
            m_table->chooseRow(0);
    });
    connect(m_table, &RequestsTable::lastRequested, this, [this] {
        if (m_model->isAtEnd())
            m_table->chooseRow(m_model->rowCount() - 1);
        else
            m_model->showLast();
    });
}

QPushButton *RequestsList::addCommand(const QString &icon, const QString &text,
                                      const QString &objectName)
{
    return m_bar->addCommand(icon, text, objectName);
}

void RequestsList::setStates(const std::vector<RequestState> &states)
{
    if (states == m_filter->states())
        return;
    m_filter->setStates(states);
    applyQuery();
}

void RequestsList::search(const QString &text)
{
    m_filter->setStates({});
    m_search->setText(text);
    m_typing.stop();
    applyQuery();
}

void RequestsList::choose(const QString &request)
{
    m_table->chooseRequest(request);
}

void RequestsList::refresh()
{
    m_model->refresh();
    readCounts();
}

void RequestsList::readCounts()
{
    m_context.runner().run<RequestCounts>(
        this, QStringLiteral("requests.counts"),
        [session = m_context.session()](LockboxService &service) {
            return service.requestCounts(session);
        },
        [this](const Result<RequestCounts> &counts) {
            // A list that can't be read says so itself; counts alone aren't worth a message.
            if (!counts)
                return;
            m_presenter.setCounts(*counts);
            m_filter->setCounts(*counts);
            updateFooter();
        });
}

void RequestsList::applyQuery()
{
    RequestQuery query;
    query.states = m_filter->states();
    query.search = m_search->text().trimmed();
    const QHeaderView *header = m_table->horizontalHeader();
    if (const auto sort = RequestsPresenter::sortOf(header->sortIndicatorSection());
        sort && header->sortIndicatorSection() >= 0) {
        query.sort = *sort;
        const bool down = header->sortIndicatorOrder() == Qt::DescendingOrder;
        query.descending = down != RequestsPresenter::isNaturallyDescending(*sort);
    }
    m_presenter.setQuery(query);
    // What is found is listed by date, whatever the header was set to.
    m_table->horizontalHeader()->setSectionsClickable(query.search.isEmpty());
    m_table->horizontalHeader()->setSortIndicatorShown(query.search.isEmpty());
    m_model->setQuery(query);
}

void RequestsList::onSortChanged(int column)
{
    if (column >= 0 && !RequestsPresenter::sortOf(column)) {
        const QSignalBlocker quiet(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(m_sortColumn, m_sortOrder);
        return;
    }
    // A date is most often wanted newest first.
    if (column != m_sortColumn && column == static_cast<int>(RequestColumn::DateRequested)) {
        const QSignalBlocker quiet(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(column, Qt::DescendingOrder);
    }
    m_sortColumn = column;
    m_sortOrder = m_table->horizontalHeader()->sortIndicatorOrder();
    applyQuery();
}

void RequestsList::onLoadStarted(RequestsModel::Load)
{
    m_skeleton->setVisible(m_model->rowCount() == 0 && !m_model->hasLoaded());
}

void RequestsList::onLoaded(RequestsModel::Load load)
{
    m_skeleton->hide();
    m_message->hide();
    m_table->setAtTrueTop(m_model->isAtStart());
    m_presenter.setShown(m_model->rowCount(), m_model->isAtStart() && m_model->isAtEnd());
    showRowsOrEmpty();
    updateFooter();
    onTick();
    if (load == RequestsModel::Load::Last)
        m_table->chooseRow(m_model->rowCount() - 1);
    else if (load == RequestsModel::Load::First)
        m_table->scrollToTop();
    if (load == RequestsModel::Load::First && std::exchange(m_isJumping, false))
        m_table->chooseRow(0);
    m_table->askForNeighbours();
}

void RequestsList::onLoadFailed(const Error &error)
{
    m_skeleton->hide();
    m_message->showError(errorText(error), tr("Try again"));
}

void RequestsList::showRowsOrEmpty()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    const RequestsPresenter::Empty empty = m_presenter.empty();
    m_empty->setContent(empty.isFiltered ? QStringLiteral("search") : QStringLiteral("document"),
                        empty.title, empty.text, empty.action);
    const bool hadFocus = m_table->hasFocus();
    m_stack->setCurrentWidget(m_empty);
    if (hadFocus)
        m_search->setFocus(Qt::OtherFocusReason);
}

void RequestsList::clearFilter()
{
    m_search->clear();
    m_filter->setStates({});
    m_typing.stop();
    applyQuery();
    m_search->setFocus(Qt::OtherFocusReason);
}

void RequestsList::onTick()
{
    m_model->setNow(m_context.now());
    m_clock->wait(m_model->deadlines(), m_context.now());
}

void RequestsList::onAccountChanged()
{
    m_model->setNow(m_context.now());
    m_model->setRequestorName(m_context.requestorName());
    m_model->setSession(m_context.session());
    applyQuery();
    readCounts();
}

void RequestsList::updateFooter()
{
    m_footer->setText(m_presenter.footer());
}

} // namespace lockbox::ui
