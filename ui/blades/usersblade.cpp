#include "ui/blades/usersblade.h"

#include "ui/blades/listcolumns.h"
#include "ui/blades/listtable.h"
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

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

/// Made for what is usual. The address comes last, where it has the rest of the room.
ListColumns::Defaults columnDefaults()
{
    const auto column = [](UserColumn which, const QString &text) {
        return ListColumns::Column{static_cast<int>(which), ListColumns::widthFor(text)};
    };
    ListColumns::Column status = column(UserColumn::Status, userStatusText(UserStatus::BadAddress));
    status.width += 20; // its icon
    return {.columns = {column(UserColumn::DisplayName, QStringLiteral("Henrik Sørensen  ")),
                        column(UserColumn::UserName,
                               QStringLiteral("henrik.sorensen@contoso.onmicrosoft.com")),
                        column(UserColumn::Roles, userRolesText({Role::LockboxApprover})), status,
                        column(UserColumn::Email, QStringLiteral("amara.okafor@contoso"))},
            .sortedBy = static_cast<int>(UserColumn::DisplayName)};
}

} // namespace

UsersBlade::UsersBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context),
      m_messages(new MessageBar),
      m_search(new SearchBox(tr("Search users"))),
      m_faces(new QStackedWidget),
      m_table(new ListTable),
      m_empty(new EmptyState),
      m_count(parts::caption({}))
{
    setObjectName(QStringLiteral("usersBlade"));
    prepareTable();
    layOut();
    connect(&m_presenter, &UsersPresenter::changed, this, &UsersBlade::showState);
    showState();
    refresh();
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
    auto *menu = new QMenu(columns);
    columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_columns->fillMenu(*menu);
    });
    bar->addAtEnd(m_search);
    return bar;
}

void UsersBlade::prepareTable()
{
    m_table->setObjectName(QStringLiteral("usersTable"));
    m_table->setAccessibleName(tr("Active users"));
    m_table->setModel(&m_presenter.rows());
    auto *delegate = new UsersStatusDelegate(m_table);
    m_table->setItemDelegate(delegate);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(64);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns = new ListColumns(*header, QStringLiteral("users"), columnDefaults());
    m_table->setSortingEnabled(true);
    connect(m_table, &ListTable::opened, this, &UsersBlade::openRow);
    connect(m_table, &ListTable::hovered, delegate, &UsersStatusDelegate::setHoveredRow);
    connect(m_table, &ListTable::typed, this, [this](const QString &text) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->insert(text);
    });
    new AccessibleChoice(m_table, [this](const QModelIndex &index) { openRow(index); });
}

/// The table also while it waits for its rows.
QWidget *UsersBlade::initialFocus()
{
    return m_faces->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_search;
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
    else if (m_messages->kind() == MessageBar::Kind::Warning)
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

/// From the search on to what it found.
bool UsersBlade::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress
        || m_presenter.rows().rowCount() == 0)
        return Blade::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Down)
        return Blade::eventFilter(watched, event);
    m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace lockbox::ui
