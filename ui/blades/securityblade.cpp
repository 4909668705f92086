#include "ui/blades/securityblade.h"

#include "ui/blades/lockboxsettingblade.h"
#include "ui/blades/notificationsblade.h"
#include "ui/blades/notificationscard.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lockbox::ui {

SecurityBlade::SecurityBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_messages(new MessageBar),
      m_faces(new QStackedWidget),
      m_empty(new EmptyState),
      m_edit(
          parts::button(tr("Edit"), QStringLiteral("editLockboxButton"), QStringLiteral("edit"))),
      m_notifications(new NotificationsCard)
{
    setObjectName(QStringLiteral("securityBlade"));
    layOut();
    connect(m_edit, &QPushButton::clicked, this, &SecurityBlade::editLockbox);
    connect(m_notifications, &NotificationsCard::editRequested, this,
            &SecurityBlade::editNotifications);
    showContent();
    refresh();
}

void SecurityBlade::layOut()
{
    auto *inner = new QWidget;
    auto *blocks = new QVBoxLayout(inner);
    blocks->setContentsMargins(24, 8, 24, 24);
    blocks->setSpacing(16);
    blocks->addWidget(m_messages);
    blocks->addWidget(makeLockboxBlock());
    m_approversBlock = makeApproversBlock();
    blocks->addWidget(m_approversBlock);
    blocks->addWidget(m_notifications);
    blocks->addStretch();
    m_faces->addWidget(parts::scrolling(inner));
    m_faces->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_faces);
}

QWidget *SecurityBlade::makeLockboxBlock()
{
    auto *block = new Card(tr("Customer Lockbox"));
    block->setMaximumWidth(760);
    m_edit->setAccessibleDescription(tr("Edit the requirements of Customer Lockbox"));
    block->addToHeading(m_edit);
    QVBoxLayout *layout = block->body();
    layout->addWidget(parts::text(tr("Set requirements for data access")));
    m_require = parts::valueLine(*layout, QStringLiteral("requireApprovalValue"),
                                 tr("Require approval for all data access requests"));
    m_decideWithin =
        parts::valueLine(*layout, QStringLiteral("decideWithinValue"), tr("Time to decide"));
    m_maxAccess = parts::valueLine(*layout, QStringLiteral("maxAccessValue"), tr("Longest access"));
    m_comment = parts::valueLine(*layout, QStringLiteral("denyCommentValue"),
                                 tr("Comment required on deny"));
    return block;
}

QWidget *SecurityBlade::makeApproversBlock()
{
    auto *block = new Card(tr("Approvers"));
    block->setMaximumWidth(760);
    auto *users = parts::button(tr("Open Active users"), QStringLiteral("securityUsersButton"));
    connect(users, &QPushButton::clicked, this,
            [this] { emit navigateRequested(QStringLiteral("users"), {}); });
    block->addToHeading(users);
    QVBoxLayout *layout = block->body();
    layout->addWidget(parts::text(
        tr("Global administrators and Customer Lockbox access approvers are e-mailed about each "
           "request, and any of them may decide.")));
    m_approversText = parts::text({});
    m_approversText->setObjectName(QStringLiteral("approversText"));
    m_unreachable = parts::text({}, TextStyle::Body, Token::Wait);
    m_unreachable->setObjectName(QStringLiteral("unreachableText"));
    layout->addWidget(m_approversText);
    layout->addWidget(m_unreachable);
    return block;
}

Result<SecurityBlade::Content> SecurityBlade::read(LockboxService &service, const Session &session,
                                                   bool withUsers)
{
    auto policy = service.policy(session);
    if (!policy)
        return failure(policy);
    if (!withUsers)
        return Content{.policy = *policy, .approvers = {}, .notifications = {}};
    auto users = service.users(session, {});
    if (!users)
        return failure(users);
    std::erase_if(*users, [](const User &user) { return !isApprover(user.roles); });
    auto notifications = service.notifications(session);
    if (!notifications)
        return failure(notifications);
    return Content{.policy = *policy,
                   .approvers = std::move(*users),
                   .notifications = std::move(*notifications)};
}

void SecurityBlade::refresh()
{
    if (!m_context.may(rules::Operation::ReadSettings)) {
        showContent();
        return;
    }
    const Session session = m_context.session();
    const bool withUsers = m_context.may(rules::Operation::ReadUsers);
    m_context.runner().run<Content>(
        this, QStringLiteral("security.content"),
        [session, withUsers](LockboxService &service) { return read(service, session, withUsers); },
        [this](Result<Content> content) {
            m_error = content ? std::nullopt : std::optional(content.error());
            if (content)
                m_content = std::move(*content);
            showContent();
            if (m_content && m_isEditWanted)
                editLockbox();
        });
}

QWidget *SecurityBlade::initialFocus()
{
    return m_edit->isVisibleTo(this) ? m_edit : nullptr;
}

void SecurityBlade::showContent()
{
    const bool mayRead = m_context.may(rules::Operation::ReadSettings);
    const bool empty = !mayRead || (m_error && !m_content);
    m_faces->setCurrentIndex(empty ? 1 : 0);
    if (!mayRead)
        m_empty->setContent(QStringLiteral("lock"), tr("This account can't see the settings"),
                            tr("That takes an administrator's or a reader's role."));
    else if (empty)
        m_empty->setContent(QStringLiteral("warning"), tr("The settings could not be read"),
                            errorText(*m_error));
    else if (m_error)
        m_messages->showMessage(MessageBar::Kind::Warning, errorText(*m_error));
    else
        m_messages->hide();
    m_edit->setVisible(m_context.may(rules::Operation::ChangeSettings));
    showPolicy();
    showApprovers();
    showNotifications();
}

void SecurityBlade::showPolicy()
{
    if (!m_content)
        return;
    const Policy &policy = m_content->policy;
    parts::setValue(*m_require, tr("Require approval for all data access requests"),
                    policy.requireApproval ? tr("On") : tr("Off"));
    parts::setValue(*m_decideWithin, tr("Time to decide"), spanText(policy.decideWithin));
    parts::setValue(*m_maxAccess, tr("Longest access"), spanText(policy.maxAccess));
    parts::setValue(*m_comment, tr("Comment required on deny"),
                    policy.commentRequiredOnDeny ? tr("Yes") : tr("No"));
}

void SecurityBlade::showApprovers()
{
    m_approversBlock->setVisible(m_content && m_context.may(rules::Operation::ReadUsers));
    if (!m_content)
        return;
    QStringList names;
    QStringList mute;
    for (const User &user : m_content->approvers)
        (deliverableAddress(user).isEmpty() ? mute : names).append(user.displayName);
    m_approversText->setText(names.isEmpty() ? tr("Nobody can be reached.") : names.join(tr(", ")));
    m_unreachable->setText(tr("No e-mail reaches: %1").arg(mute.join(tr(", "))));
    m_unreachable->setVisible(!mute.isEmpty());
}

void SecurityBlade::showNotifications()
{
    const bool isThere = m_content && m_content->notifications;
    m_notifications->setVisible(isThere);
    m_notifications->setEditable(m_context.may(rules::Operation::ManageNotices));
    if (isThere)
        m_notifications->showSettings(*m_content->notifications, m_context.info().demo);
}

void SecurityBlade::editNotifications()
{
    auto *blade = new NotificationsBlade(m_context, *m_content->notifications);
    connect(blade, &NotificationsBlade::saved, this, [this](const NotificationSettings &settings) {
        m_content->notifications = settings;
        showNotifications();
    });
    emit openRequested(blade);
}

void SecurityBlade::editLockbox()
{
    m_isEditWanted = !m_content;
    if (m_isEditWanted)
        return;
    auto *blade = new LockboxSettingBlade(m_context, m_content->policy);
    connect(blade, &LockboxSettingBlade::saved, this, [this](const Policy &policy) {
        m_content->policy = policy;
        showPolicy();
    });
    emit openRequested(blade);
}

} // namespace lockbox::ui
