#pragma once

#include <QWidget>

namespace lockbox::ui {

/// A thin bar that shows how much of a time is left; turns red near the end. The words stand beside it.
class ProgressLine : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(QWidget *parent = nullptr);

    /// What is left, 0 to 1.
    void setLeft(double left);
    double left() const { return m_left; }
    /// Below this part the line turns red.
    static constexpr double nearlyOver = 0.1;

    QSize sizeHint() const override { return {120, 4}; }
    QSize minimumSizeHint() const override { return {40, 4}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_left = 1;
};

} // namespace lockbox::ui
