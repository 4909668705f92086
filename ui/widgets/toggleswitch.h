#pragma once

#include <QCheckBox>

namespace lockbox::ui {

/// A switch with "On" or "Off" beside it. It is a check box to the keyboard (Space) and to screen readers, which need a name:
/// setAccessibleName().
class ToggleSwitch : public QCheckBox
{
    Q_OBJECT

public:
    explicit ToggleSwitch(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString word(bool on) const { return on ? tr("On") : tr("Off"); }
    QRect track() const;
    void paintTrack(QPainter &painter) const;
};

} // namespace lockbox::ui
