#pragma once

#include "ui/widgets/buttons.h"

namespace lockbox::ui {

/// Tells in the title bar how it stands with the log: an icon and words, more of them where there is room. Pressed, it leads to the log.
class LogBadge : public PushButton
{
    Q_OBJECT

public:
    enum class State {
        Good,
        Open, ///< Nothing is known, or not of all.
        Busy,
        Bad,
    };

    explicit LogBadge(QWidget *parent = nullptr);

    /// Without a text it is hidden.
    void tell(State state, const QString &text, const QString &shortText, const QString &toolTip);
    State state() const { return m_state; }
    /// The words that are seen, which depends on the room.
    QString shownText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int widthOf(const QString &text) const;

    State m_state = State::Open;
    QString m_text;
    QString m_shortText;
};

} // namespace lockbox::ui
