#include "ui/blades/homeordercard.h"

#include "ui/blades/auditlogface.h"
#include "ui/models/logtext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 20;

QIcon orderIcon(bool good)
{
    return good ? Theme::instance().icon(QStringLiteral("approve"), Token::Good)
                : Theme::instance().icon(QStringLiteral("warning"), Token::Wait);
}

} // namespace

HomeOrderCard::HomeOrderCard(QWidget *parent)
    : Card(tr("Is everything in order?"), parent),
      m_setting(addLine(QStringLiteral("homeSetting"), tr("Open Security && privacy"),
                        QStringLiteral("security"))),
      m_approvers(addLine(QStringLiteral("homeApprovers"), tr("Open Active users"),
                          QStringLiteral("users"))),
      m_notices(addLine(QStringLiteral("homeNotices"), {})),
      m_log(addLine(QStringLiteral("homeLog"), tr("Open Audit log"), QStringLiteral("auditlog")))
{
    body()->setSpacing(12);
    connect(m_notices.open, &QPushButton::clicked, this, [this] {
        if (m_isMailTrouble)
            emit pageRequested(QStringLiteral("security"));
        else
            emit noticesRequested();
    });
}

HomeOrderCard::Line HomeOrderCard::addLine(const QString &name, const QString &action,
                                           const QString &pageId)
{
    const Line line = addLine(name, action);
    connect(line.open, &QPushButton::clicked, this, [this, pageId] { emit pageRequested(pageId); });
    return line;
}

HomeOrderCard::Line HomeOrderCard::addLine(const QString &name, const QString &action)
{
    const Line line{.icon = new TextLabel,
                    .text = new TextLabel,
                    .open = new LinkButton(action),
                    .row = new QWidget};
    line.text->setObjectName(name);
    line.text->setWordWrap(true);
    line.open->setObjectName(name + QStringLiteral("Button"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(line.text);
    words->addWidget(line.open, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(line.icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    body()->addWidget(line.row);
    return line;
}

void HomeOrderCard::dress(const Line &line, const std::function<QIcon()> &icon)
{
    const auto paint = [label = line.icon, icon] {
        label->setPixmap(icon().pixmap({iconSide, iconSide}, label->devicePixelRatioF()));
    };
    paint();
    QObject::disconnect(&Theme::instance(), nullptr, line.icon, nullptr);
    QObject::connect(&Theme::instance(), &Theme::changed, line.icon, paint);
}

void HomeOrderCard::tell(const Line &line, bool good, const QString &text)
{
    dress(line, [good] { return orderIcon(good); });
    line.text->setText(text);
}

void HomeOrderCard::showLog(const LogWatch &log, Timestamp now)
{
    using Face = LogWatch::Face;
    const Face face = log.face();
    m_log.row->setVisible(face != Face::Hidden);
    m_log.text->setText(logSentence(log, now));
    if (face == Face::Verified || face == Face::Grown)
        dress(m_log, [] { return orderIcon(true); });
    else
        dress(m_log, [face] { return LogBadge::iconOf(badgeState(face)); });
}

void HomeOrderCard::show(const Overview &overview, const QString &provider)
{
    tell(m_setting, overview.policy.requireApproval,
         overview.policy.requireApproval
             ? tr("Approval is required for all data access requests.")
             : tr("Approval is not required: %1 decides alone who sees your content.")
                   .arg(provider));
    const int all = overview.approvers;
    const int mute = overview.unreachableApprovers;
    QString text = tr("Nobody may approve requests.");
    if (all == 1)
        text = mute == 0 ? tr("The only approver can be reached by e-mail.")
                         : tr("The only approver can't be reached by e-mail.");
    else if (all > 1)
        text = mute == 0 ? tr("All %1 approvers can be reached by e-mail.").arg(all)
                         : tr("%1 of %2 approvers can't be reached by e-mail.").arg(mute).arg(all);
    tell(m_approvers, all > 0 && mute == 0, text);
    showNotices(overview);
}

void HomeOrderCard::showNotices(const Overview &overview)
{
    const auto count = [&overview](DeliveryState state) {
        const auto found = overview.deliveries.find(state);
        return found == overview.deliveries.end() ? 0 : found->second;
    };
    const qint64 lost = count(DeliveryState::Undeliverable);
    const qint64 failed = count(DeliveryState::Failed);
    m_isMailTrouble = !overview.mailTrouble.isEmpty();
    QStringList text;
    if (m_isMailTrouble)
        text.append(tr("No mail can go out: %1.").arg(overview.mailTrouble));
    if (lost > 0)
        text.append(lost == 1 ? tr("1 notice could not be delivered.")
                              : tr("%1 notices could not be delivered.").arg(lost));
    if (failed > 0)
        text.append(failed == 1 ? tr("1 notice failed and will be tried again.")
                                : tr("%1 notices failed and will be tried again.").arg(failed));
    const bool good = text.isEmpty();
    tell(m_notices, good,
         good ? tr("All notices have arrived, or are on their way.") : text.join(QLatin1Char(' ')));
    m_notices.open->setText(m_isMailTrouble ? tr("Open Security && privacy") : tr("Open Notices"));
}

} // namespace lockbox::ui
