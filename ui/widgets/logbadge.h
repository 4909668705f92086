#pragma once

#include "ui/widgets/buttons.h"

namespace lockbox::ui {

/// Tells in the title bar how it stands with the log: an icon and words, more of them where there
/// is room. Pressed, it leads to the log.
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

    /// What stands for a state; never without words beside it.
    static QIcon iconOf(State state);

    /// Without a text it is hidden.
    void tell(State state, const QString &text, const QString &shortText, const QString &toolTip);
    State state() const { return m_state; }
    /// Where there is little room, the short text is shown.
    void setShort(bool isShort);
    /// The words that are seen.
    QString shownText() const { return m_isShort ? m_shortText : m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Open;
    bool m_isShort = false;
    QString m_text;
    QString m_shortText;
};

} // namespace lockbox::ui
