#pragma once

#include <QTimer>
#include <QWidget>

namespace lockbox::ui {

/// Grey bars in the place of rows that are being read. They appear after 200 ms only, so that what is quick does not flicker.
class SkeletonRows : public QWidget
{
    Q_OBJECT

public:
    explicit SkeletonRows(QWidget *parent = nullptr);

    bool areBarsShown() const { return m_barsShown; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_delay;
    bool m_barsShown = false;
};

} // namespace lockbox::ui
