#pragma once

#include "ui/widgets/buttons.h"

namespace lockbox::ui {

/// One line of the navigation: a page, or the heading of a group that can be folded.
class NavigationButton : public PushButton
{
    Q_OBJECT

public:
    enum class Kind { Page, PageInGroup, Group };

    NavigationButton(Kind kind, const QString &icon, const QString &title,
                     QWidget *parent = nullptr);

    /// Marks the page that is shown.
    void setCurrent(bool current);
    bool isCurrent() const { return m_isCurrent; }
    /// For groups: whether their pages are shown.
    void setUnfolded(bool unfolded);
    /// Icon only.
    void setCompact(bool compact);

    QSize sizeHint() const override { return {48, 40}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintGround(QPainter &painter) const;
    void paintContent(QPainter &painter) const;

    Kind m_kind;
    QString m_icon;
    QString m_title;
    bool m_isCurrent = false;
    bool m_isUnfolded = true;
    bool m_isCompact = false;
};

} // namespace lockbox::ui
