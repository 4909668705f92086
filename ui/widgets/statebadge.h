#pragma once

#include "core/domain/accessrequest.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPainter;

namespace lockbox::ui {

/// The icon and colours that stand for a request's state. Never without the word beside them.
struct StateFace {
    QString icon;
    Token text;
    Token back;
};

StateFace stateFace(RequestState state);

/// The size that a badge wants in this font.
QSize stateBadgeSize(RequestState state, const QFont &font);
/// Paints a badge at the left of `rect`, centred in its height; for delegates.
void paintStateBadge(QPainter &painter, const QRect &rect, RequestState state);

/// A request's state as a pill with icon and word.
class StateBadge : public QWidget
{
    Q_OBJECT

public:
    explicit StateBadge(QWidget *parent = nullptr);
    explicit StateBadge(RequestState state, QWidget *parent = nullptr);

    RequestState state() const { return m_state; }
    void setState(RequestState state);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RequestState m_state = RequestState::Submitted;
};

} // namespace lockbox::ui
