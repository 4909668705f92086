#include "ui/blades/inboxmodel.h"

#include "ui/blades/noticetext.h"
#include "ui/models/requesttext.h"

#include <QDateTime>
#include <QLocale>

namespace lockbox::ui {

namespace {

/// "Customer Lockbox" of "Customer Lockbox <lockbox@contoso.com>"
QString senderName(const QString &from)
{
    const QString name = from.section(QStringLiteral(" <"), 0, 0);
    return name.isEmpty() ? from : name;
}

/// "5 Feb 2026 20:12", local.
QString shortTime(Timestamp at)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
    return QLocale().toString(time, QStringLiteral("d MMM yyyy HH:mm"));
}

} // namespace

QVariant InboxModel::header(int, int role) const
{
    return role == Qt::DisplayRole ? QVariant(tr("Mails")) : QVariant();
}

QVariant InboxModel::cell(const Letter &letter, int, int role) const
{
    const Timestamp at = NoticeText::arrival(letter.delivery);
    switch (role) {
    case Qt::DisplayRole:
    case InboxSubjectRole: return letter.subject;
    case Qt::ToolTipRole: return letter.subject;
    case Qt::AccessibleTextRole:
        return tr("%1, from %2, %3, %4")
            .arg(letter.subject, senderName(letter.from), dateTimeText(at),
                 letter.delivery.reference.isEmpty() ? NoticeText::kind(letter.delivery.kind)
                                                     : letter.delivery.reference);
    case InboxSenderRole: return senderName(letter.from);
    case InboxTimeRole: return shortTime(at);
    case InboxKindRole:
        return letter.delivery.reference.isEmpty()
                   ? NoticeText::kind(letter.delivery.kind)
                   : tr("%1 · %2").arg(NoticeText::kind(letter.delivery.kind),
                                       letter.delivery.reference);
    case InboxIdRole: return letter.delivery.id;
    default: return {};
    }
}

} // namespace lockbox::ui
