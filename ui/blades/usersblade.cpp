#include "ui/blades/usersblade.h"

#include "ui/blades/useraddblade.h"
#include "ui/blades/userblade.h"
#include "ui/blades/userparts.h"
#include "ui/blades/usersstatusdelegate.h"
#include "ui/widgets/accessiblechoice.h"
#include "ui/widgets/commandbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/statetext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace lockbox::ui {

static QString columnsKey()
{
    return QStringLiteral("lists/users/columns");
}

UsersBlade::UsersBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context),
      m_messages(new MessageBar),
      m_search(new SearchBox),
      m_faces(new QStackedWidget),
      m_table(new QTableView),
      m_empty(new EmptyState),
      m_count(parts::caption({}))
{
    setObjectName(QStringLiteral("usersBlade"));
    prepareTable();
    layOut();
    restoreColumns();
    connect(&m_presenter, &UsersPresenter::changed, this, &UsersBlade::showState);
    connect(&context, &ConsoleContext::accountChanged, this, &UsersBlade::refresh);
    showState();
    refresh();
}

UsersBlade::~UsersBlade()
{
    saveColumns();
}

void UsersBlade::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 12);
    layout->setSpacing(8);
    layout->addWidget(makeCommandBar());
    layout->addWidget(m_messages);
    m_faces->addWidget(m_table);
    m_faces->addWidget(m_empty);
    layout->addWidget(m_faces, 1);
    m_count->setObjectName(QStringLiteral("usersCount"));
    layout->addWidget(m_count);
}

CommandBar *UsersBlade::makeCommandBar()
{
    m_search->setObjectName(QStringLiteral("usersSearch"));
    m_search->setAccessibleName(tr("Search users"));
    m_search->setPlaceholderText(tr("Search users"));
    connect(m_search, &QLineEdit::textChanged, &m_presenter, &UsersPresenter::setSearch);
    m_search->installEventFilter(this);
    auto *bar = new CommandBar;
    m_add =
        bar->addCommand(QStringLiteral("add"), tr("Add a user"), QStringLiteral("addUserButton"));
    connect(m_add, &QPushButton::clicked, this, &UsersBlade::addUser);
    auto *refreshButton = bar->addCommand(QStringLiteral("refresh"), tr("Refresh"),
                                          QStringLiteral("usersRefreshButton"));
    connect(refreshButton, &QPushButton::clicked, this, &UsersBlade::refresh);
    auto *columns = bar->addCommand(QStringLiteral("columns"), tr("Columns"),
                                    QStringLiteral("usersColumnsButton"));
    connect(columns, &QPushButton::clicked, this, [this, columns] {
        showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height())));
    });
    bar->addAtEnd(m_search);
    return bar;
}

void UsersBlade::prepareTable()
{
    m_table->setObjectName(QStringLiteral("usersTable"));
    m_table->setAccessibleName(tr("Active users"));
    m_table->setModel(&m_presenter.rows());
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setItemDelegate(new UsersStatusDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(40);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint &at) { showColumnMenu(header->mapToGlobal(at)); });
    m_table->installEventFilter(this);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier)
            openRow(index);
    });
    new AccessibleChoice(m_table, [this](const QModelIndex &index) { openRow(index); });
}

void UsersBlade::restoreColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    static constexpr int widths[userColumnCount] = {180, 230, 240, 220, 160};
    for (int column = 0; column < userColumnCount; ++column)
        header->resizeSection(column, widths[column]);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    header->restoreState(QSettings().value(columnsKey()).toByteArray());
}

void UsersBlade::saveColumns() const
{
    QSettings().setValue(columnsKey(), m_table->horizontalHeader()->saveState());
}

void UsersBlade::showColumnMenu(const QPoint &at)
{
    QHeaderView *header = m_table->horizontalHeader();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("usersColumnsMenu"));
    for (int column = 1; column < userColumnCount; ++column) {
        QAction *action =
            menu->addAction(m_presenter.rows().headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header, [this, header, column](bool on) {
            header->setSectionHidden(column, !on);
            saveColumns();
        });
    }
    menu->popup(at);
}

QWidget *UsersBlade::initialFocus()
{
    return m_presenter.face() == UsersPresenter::Face::List ? static_cast<QWidget *>(m_table)
                                                            : m_search;
}

void UsersBlade::showState()
{
    using Face = UsersPresenter::Face;
    const Face face = m_presenter.face();
    m_add->setVisible(m_presenter.mayManage());
    m_search->setEnabled(face != Face::NoAccess);
    m_count->setText(face == Face::List || face == Face::NoMatch ? m_presenter.countText()
                                                                 : QString());
    m_faces->setCurrentWidget(
        face == Face::List || face == Face::Loading ? static_cast<QWidget *>(m_table) : m_empty);
    const auto &error = m_presenter.error();
    if (error && face != Face::Failed)
        m_messages->showMessage(MessageBar::Kind::Warning, errorText(*error));
    else
        m_messages->hide();
    switch (face) {
    case Face::NoMatch:
        m_empty->setContent(
            QStringLiteral("search"), tr("No user fits “%1”").arg(m_presenter.rows().search()),
            tr("Search for a part of a name, a user name, an e-mail address or a role."));
        break;
    case Face::NoAccess:
        m_empty->setContent(QStringLiteral("lock"), tr("This account can't see the users"),
                            tr("That takes the role Global administrator, Customer Lockbox access "
                               "approver, Global reader or "
                               "Security reader."));
        break;
    case Face::Failed:
        m_empty->setContent(QStringLiteral("warning"), tr("The users could not be read"),
                            errorText(*error));
        break;
    case Face::List:
    case Face::Loading: break;
    }
}

void UsersBlade::openRow(const QModelIndex &index)
{
    if (index.isValid())
        openUser(index.data(UserNameRole).toString());
}

void UsersBlade::openUser(const QString &userPrincipalName)
{
    emit openRequested(new UserBlade(m_context, userPrincipalName));
}

void UsersBlade::addUser()
{
    auto *blade = new UserAddBlade(m_context);
    connect(blade, &UserAddBlade::added, this, [this](const User &user) {
        m_messages->showMessage(MessageBar::Kind::Good, tr("%1 was added").arg(user.displayName));
        refresh();
    });
    emit openRequested(blade);
}

/// One row as a sentence for people, many rows as a table that a spreadsheet takes.
void UsersBlade::copySelection() const
{
    QStringList lines;
    const QHeaderView *header = m_table->horizontalHeader();
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() == 1) {
        QGuiApplication::clipboard()->setText(rows.front().data(Qt::AccessibleTextRole).toString());
        return;
    }
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int visual = 0; visual < userColumnCount; ++visual) {
            const int column = header->logicalIndex(visual);
            if (!header->isSectionHidden(column))
                cells.append(row.siblingAtColumn(column).data().toString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

bool UsersBlade::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Blade::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_table && enter) {
        openRow(m_table->currentIndex());
        return true;
    }
    if (watched == m_table && key->matches(QKeySequence::Copy)) {
        copySelection();
        return true;
    }
    if (watched == m_search && (enter || key->key() == Qt::Key_Down)
        && m_presenter.rows().rowCount() > 0) {
        m_table->setFocus();
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_presenter.rows().index(0, 0));
        return true;
    }
    return Blade::eventFilter(watched, event);
}

} // namespace lockbox::ui
