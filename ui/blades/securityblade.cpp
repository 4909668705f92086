#include "ui/blades/securityblade.h"

#include "ui/blades/lockboxsettingblade.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace lockbox::ui {

SecurityBlade::SecurityBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_messages(new MessageBar),
      m_faces(new QStackedWidget),
      m_empty(new EmptyState),
      m_edit(parts::button(tr("Edit"), QStringLiteral("editLockboxButton"), QStringLiteral("edit")))
{
    setObjectName(QStringLiteral("securityBlade"));
    layOut();
    connect(m_edit, &QPushButton::clicked, this, &SecurityBlade::editLockbox);
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
    blocks->addStretch();
    m_faces->addWidget(parts::scrolling(inner));
    m_faces->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_faces);
}

/// A line of a block: what it is, and its value beside it.
QLabel *SecurityBlade::addLine(QLayout *layout, const QString &objectName, const QString &label)
{
    auto *row = new QWidget;
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 0);
    cells->setSpacing(24);
    QLabel *name = parts::text(label, TextStyle::Body, Token::SecondText);
    name->setFixedWidth(320);
    QLabel *value = parts::text({}, TextStyle::BodyStrong);
    value->setObjectName(objectName);
    cells->addWidget(name);
    cells->addWidget(value, 1);
    layout->addWidget(row);
    return value;
}

QWidget *SecurityBlade::makeLockboxBlock()
{
    auto *block = new Card(tr("Customer Lockbox"));
    block->setMaximumWidth(760);
    m_edit->setAccessibleDescription(tr("Edit the requirements of Customer Lockbox"));
    block->addToHeading(m_edit);
    QVBoxLayout *layout = block->body();
    layout->addWidget(parts::text(tr("Set requirements for data access")));
    m_require = addLine(layout, QStringLiteral("requireApprovalValue"),
                        tr("Require approval for all data access requests"));
    m_decideWithin = addLine(layout, QStringLiteral("decideWithinValue"), tr("Time to decide"));
    m_maxAccess = addLine(layout, QStringLiteral("maxAccessValue"), tr("Longest access"));
    m_comment = addLine(layout, QStringLiteral("denyCommentValue"), tr("Comment required on deny"));
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
        [session, withUsers](LockboxService &service) -> Result<Content> {
            auto policy = service.policy(session);
            if (!policy)
                return failure(policy);
            auto users = withUsers ? service.users(session, {})
                                   : Result<std::vector<User>>(std::vector<User>{});
            if (!users)
                return failure(users);
            std::erase_if(*users, [](const User &user) { return !isApprover(user.roles); });
            return Content{.policy = *policy, .approvers = std::move(*users)};
        },
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
}

void SecurityBlade::showPolicy()
{
    if (!m_content)
        return;
    const auto set = [](QLabel *value, const QString &label, const QString &text) {
        value->setText(text);
        value->setAccessibleName(tr("%1: %2").arg(label, text));
    };
    const Policy &policy = m_content->policy;
    set(m_require, tr("Require approval for all data access requests"),
        policy.requireApproval ? tr("On") : tr("Off"));
    set(m_decideWithin, tr("Time to decide"), spanText(policy.decideWithin));
    set(m_maxAccess, tr("Longest access"), spanText(policy.maxAccess));
    set(m_comment, tr("Comment required on deny"),
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
