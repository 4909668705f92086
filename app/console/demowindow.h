#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace lockbox::ui {

class DemoMaker;

/// Shows how far the making of a demo store is, and can stop it.
class DemoWindow : public QWidget
{
    Q_OBJECT

public:
    explicit DemoWindow(DemoMaker &maker, QWidget *parent = nullptr);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void cancel();

    DemoMaker &m_maker;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

} // namespace lockbox::ui
