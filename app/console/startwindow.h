#pragma once

#include "app/console/recentstores.h"

#include <QWidget>

class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class EmptyState;
class MessageBar;
class RecentList;
class TextLabel;

/// The screen on which one chooses which store to work with: the demo, a file, a server, or one that was opened before. It opens nothing
/// itself: it asks, and shows how far the opening is and what came of it.
class StartWindow : public QWidget
{
    Q_OBJECT

public:
    explicit StartWindow(QWidget *parent = nullptr);

    /// What was opened before may have changed.
    void showRecent();
    void showOpening(const QString &what);
    void showProgress(qint64 done, qint64 total);
    /// It can be chosen again; nothing is told.
    void showIdle();
    /// The opening failed.
    void showProblem(const QString &text);
    bool isOpening() const { return m_isOpening; }

signals:
    /// An empty location for the demo.
    void chosen(const QString &location, lockbox::ui::StoreKind kind);
    void cancelRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void layOut();
    QWidget *recentSide();
    QWidget *choices();
    QWidget *serverChoice();
    QWidget *progressRow();
    void connectParts();
    void openFile();
    void openServer();
    void showAddress(bool isFinished);
    void setOpening(bool isOpening);

    MessageBar *m_problem;
    RecentList *m_recent;
    EmptyState *m_none;
    QPushButton *m_demo;
    QPushButton *m_file;
    QLineEdit *m_address;
    TextLabel *m_objection;
    QPushButton *m_connect;
    QWidget *m_choices = nullptr;
    QWidget *m_progress = nullptr;
    TextLabel *m_what;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    bool m_isOpening = false;
};

} // namespace lockbox::ui
