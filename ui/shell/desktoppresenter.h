#pragma once

#include "ui/shell/consolecontext.h"

#include <QTimer>

#include <map>

namespace lockbox::ui {

class DesktopNotifier;

/// Decides which requests the desktop is told of: those that begin to wait while an approver is signed in, each once, and until
/// they are decided or their time is over.
class DesktopPresenter : public QObject
{
    Q_OBJECT

public:
    /// `notifier` outlives this.
    DesktopPresenter(ConsoleContext &context, DesktopNotifier &notifier, QObject *parent = nullptr);
    ~DesktopPresenter() override;

    void take(const Changes &news);

signals:
    /// A notice was clicked. A request's id.
    void openRequested(const QString &request);

private:
    /// What became of a request that began to wait.
    enum class Stage {
        Asked,  ///< It is being read.
        Unread, ///< It could not be read; it will be tried again.
        Shown,
        Gone,
    };
    struct Told {
        Stage stage = Stage::Asked;
        Timestamp deadline;
    };

    void takeEvent(const Event &event);
    void read(const QString &id);
    void show(const QString &id, const Result<RequestDetails> &details);
    void withdraw(const QString &id, Told &told);
    void withdrawAll();
    void onAccountChanged();
    /// Withdraws what is over, and tries again what could not be read.
    void check();
    void waitForNext();

    ConsoleContext &m_context;
    DesktopNotifier &m_notifier;
    QString m_account;
    std::map<QString, Told> m_told; ///< By the request's id.
    QTimer m_timer;
};

} // namespace lockbox::ui
