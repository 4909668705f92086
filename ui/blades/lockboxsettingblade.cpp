#include "ui/blades/lockboxsettingblade.h"

#include "ui/blades/userparts.h"
#include "ui/blades/userquestionbar.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"
#include "ui/widgets/toggleswitch.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

const std::vector<std::chrono::seconds> &timesToDecide()
{
    static const std::vector<std::chrono::seconds> times = {1h,  2h,  4h,  8h,  12h,
                                                            24h, 48h, 72h, 168h};
    return times;
}

const std::vector<std::chrono::seconds> &accessTimes()
{
    static const std::vector<std::chrono::seconds> times = {15min, 30min, 1h, 2h, 4h, 8h, 12h, 24h};
    return times;
}

qint64 toData(std::chrono::seconds time)
{
    return time.count();
}

std::chrono::seconds chosenTime(const QComboBox &box)
{
    return std::chrono::seconds(box.currentData().toLongLong());
}

/// Chooses `time`; a time that is not among the choices (set on the command line) becomes one.
void choose(QComboBox &box, std::chrono::seconds time)
{
    const QSignalBlocker blocker(&box);
    int at = box.findData(toData(time));
    if (at < 0) {
        box.addItem(spanText(time), toData(time));
        at = box.count() - 1;
    }
    box.setCurrentIndex(at);
}

} // namespace

LockboxSettingBlade::LockboxSettingBlade(ConsoleContext &context, const Policy &policy,
                                         QWidget *parent)
    : UserFormBlade(context, {.save = tr("Save"), .leave = tr("Close")}, parent),
      m_presenter(policy)
{
    setObjectName(QStringLiteral("lockboxSettingBlade"));
    saveButton().setObjectName(QStringLiteral("saveSettingButton"));
    leaveButton().setObjectName(QStringLiteral("closeSettingButton"));
    addToggle();
    addRequirements();
    content().addStretch();
    showWish();
}

void LockboxSettingBlade::addToggle()
{
    const QString label = tr("Require approval for all data access requests");
    content().addWidget(parts::text(tr("Require approval"), TextStyle::Heading));
    content().addSpacing(8);
    m_require = new ToggleSwitch;
    m_require->setObjectName(QStringLiteral("requireApprovalToggle"));
    m_require->setAccessibleName(tr("Require approval"));
    m_require->setAccessibleDescription(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(parts::text(label), 1);
    row->addWidget(m_require);
    content().addLayout(row);
    connect(m_require, &QAbstractButton::toggled, this, [this](bool on) {
        m_presenter.setRequireApproval(on);
        showWish();
    });
}

QComboBox *LockboxSettingBlade::addTimes(const QString &objectName, const QString &label,
                                         const std::vector<std::chrono::seconds> &choices)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(label);
    for (const std::chrono::seconds time : choices)
        box->addItem(spanText(time), toData(time));
    content().addWidget(parts::fieldLabel(label, box));
    content().addWidget(box);
    content().addSpacing(8);
    return box;
}

void LockboxSettingBlade::addRequirements()
{
    content().addSpacing(24);
    content().addWidget(parts::text(tr("More requirements"), TextStyle::Heading));
    content().addSpacing(8);
    m_decideWithin =
        addTimes(QStringLiteral("decideWithinBox"), tr("Time to decide"), timesToDecide());
    m_maxAccess = addTimes(QStringLiteral("maxAccessBox"), tr("Longest access"), accessTimes());
    m_comment = new QCheckBox(tr("Comment required on deny"));
    m_comment->setObjectName(QStringLiteral("denyCommentBox"));
    content().addWidget(m_comment);
    connect(m_decideWithin, &QComboBox::currentIndexChanged, this, [this] {
        m_presenter.setDecideWithin(chosenTime(*m_decideWithin));
        showWish();
    });
    connect(m_maxAccess, &QComboBox::currentIndexChanged, this, [this] {
        m_presenter.setMaxAccess(chosenTime(*m_maxAccess));
        showWish();
    });
    connect(m_comment, &QCheckBox::toggled, this, [this](bool on) {
        m_presenter.setCommentRequiredOnDeny(on);
        showWish();
    });
}

/// Brings the widgets into the presenter's state.
void LockboxSettingBlade::showWish()
{
    const Policy &wish = m_presenter.wish();
    const QSignalBlocker toggle(m_require);
    m_require->setChecked(wish.requireApproval);
    choose(*m_decideWithin, wish.decideWithin);
    choose(*m_maxAccess, wish.maxAccess);
    const QSignalBlocker comment(m_comment);
    m_comment->setChecked(wish.commentRequiredOnDeny);
    saveButton().setEnabled(m_presenter.isChanged() && !isSaving());
    if (m_presenter.isChanged())
        messages().hide();
}

QWidget *LockboxSettingBlade::initialFocus()
{
    return m_require;
}

void LockboxSettingBlade::refresh()
{
    const Session session = context().session();
    context().runner().run<Policy>(
        this, QStringLiteral("setting.policy"),
        [session](LockboxService &service) { return service.policy(session); },
        [this](Result<Policy> policy) {
            if (!policy || isSaving())
                return;
            m_presenter.setStored(*policy);
            showWish();
        });
}

void LockboxSettingBlade::save()
{
    if (!m_presenter.isChanged() || isSaving())
        return;
    if (m_presenter.needsConfirmation())
        askAndStore();
    else
        store();
}

/// How many requests wait is part of the question; where that can't be read, the question comes without it.
void LockboxSettingBlade::askAndStore()
{
    const Session session = context().session();
    context().runner().run<RequestCounts>(
        this, QStringLiteral("setting.waiting"),
        [session](LockboxService &service) { return service.requestCounts(session); },
        [this](Result<RequestCounts> counts) {
            const qint64 waiting = counts ? (*counts)[RequestState::Pending] : 0;
            question().ask(
                {.text = m_presenter.confirmationText(waiting, context().info().tenant.provider),
                 .yes = tr("Switch Off"),
                 .no = tr("Keep On")},
                [this] { store(); });
        });
}

void LockboxSettingBlade::askAboutUnreachable()
{
    question().ask({.text = LockboxSettingPresenter::unreachableText(),
                    .yes = tr("Switch On all the same"),
                    .no = tr("Go back")},
                   [this] { store(true); });
}

void LockboxSettingBlade::store(bool acceptUnreachable)
{
    setSaving(true);
    const Session session = context().session();
    const PolicyChange change = m_presenter.change(acceptUnreachable);
    context().runner().run<Policy>(
        this, {},
        [session, change](LockboxService &service) {
            return service.changePolicy(session, change);
        },
        [this](Result<Policy> policy) {
            setSaving(false);
            if (!policy) {
                showWish();
                if (m_presenter.isAboutUnreachable(policy.error()))
                    askAboutUnreachable();
                else
                    tellRefusal(policy.error());
                return;
            }
            m_presenter = LockboxSettingPresenter(*policy);
            showWish();
            messages().showMessage(MessageBar::Kind::Good, tr("Saved"));
            emit saved(*policy);
            emit announced(tr("Saved"));
            leaveButton().setFocus();
        });
}

} // namespace lockbox::ui
