#include "ui/delegates/eventdelegate.h"

#include "core/domain/event.h"
#include "ui/models/eventroles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 16;

/// The icon that stands for a kind of event. Never without the words beside it.
struct Face {
    const char *icon;
    Token token = Token::SecondText;
};

Face faceOf(EventKind kind)
{
    switch (kind) {
    case EventKind::TenantCreated: return {"building"};
    case EventKind::UserAdded: return {"user"};
    case EventKind::UserRolesChanged: return {"users"};
    case EventKind::UserEmailChanged:
    case EventKind::NoticeSuppressed:
    case EventKind::RequestNotified: return {"mail"};
    case EventKind::SettingChanged: return {"settings"};
    case EventKind::RequestSubmitted: return {"document"};
    case EventKind::RequestAuthorized: return {"check"};
    case EventKind::RequestApproved: return {"approve", Token::Good};
    case EventKind::RequestRejected:
    case EventKind::RequestDenied: return {"deny", Token::Bad};
    case EventKind::RequestCanceled: return {"cancel"};
    case EventKind::RequestExpired: return {"expired"};
    case EventKind::AccessRecorded: return {"edit"};
    case EventKind::AccessRevoked: return {"revoke", Token::Bad};
    case EventKind::AccessCompleted: return {"lock"};
    case EventKind::ClockAdvanced: return {"clock"};
    case EventKind::LogStarted: break;
    }
    return {"shield"};
}

Token tokenOf(EventColumn column)
{
    switch (column) {
    case EventColumn::Time:
    case EventColumn::What: return Token::Text;
    case EventColumn::Request: return Token::AccentText;
    default: return Token::SecondText;
    }
}

EventColumn columnOf(const QModelIndex &index)
{
    return static_cast<EventColumn>(index.data(EventColumnRole).toInt());
}

} // namespace

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = option.fontMetrics.horizontalAdvance(index.data().toString());
    const int icon = columnOf(index) == EventColumn::What ? iconSide + sideMargin : 0;
    return {text + icon + 2 * sideMargin, rowHeight};
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    paintBackground(*painter, option, index);
    painter->setFont(option.font);
    const QRect content = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    const EventColumn column = columnOf(index);
    if (column == EventColumn::What)
        paintWhat(*painter, content, index);
    else
        paintText(*painter, content, index.data().toString(),
                  Theme::instance().color(tokenOf(column)));
    painter->restore();
}

void EventDelegate::paintWhat(QPainter &painter, const QRect &rect, const QModelIndex &index)
{
    const Theme &theme = Theme::instance();
    const bool isFlawed = index.data(EventFlawRole).toBool();
    const Face face = isFlawed ? Face{"error", Token::Bad}
                               : faceOf(static_cast<EventKind>(index.data(EventKindRole).toInt()));
    theme.icon(QString::fromLatin1(face.icon), face.token)
        .paint(&painter, QRect(rect.left(), rect.center().y() - iconSide / 2, iconSide, iconSide));
    paintText(painter, rect.adjusted(iconSide + sideMargin, 0, 0, 0), index.data().toString(),
              theme.color(isFlawed ? Token::Bad : Token::Text));
}

} // namespace lockbox::ui
