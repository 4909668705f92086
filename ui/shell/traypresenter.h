#pragma once

#include "ui/shell/consolecontext.h"

#include <QTimer>

namespace lockbox::ui {

/// What the tray tells an approver: how many requests wait, and which has the nearest deadline.
class TrayPresenter : public QObject
{
    Q_OBJECT

public:
    explicit TrayPresenter(ConsoleContext &context, QObject *parent = nullptr);

    /// The tray is for those who may decide.
    bool concerns() const { return isApprover(m_context.account().roles); }
    qint64 waiting() const { return m_waiting; }
    const std::optional<AccessRequest> &nearest() const { return m_nearest; }
    QString toolTip() const;
    /// What the menu offers to open; empty where nothing waits.
    QString nearestText() const;

    void refresh();

signals:
    void changed();

private:
    void onAccountChanged();
    void take(const Result<Overview> &overview);
    void tick();

    ConsoleContext &m_context;
    QString m_account;
    qint64 m_waiting = 0;
    std::optional<AccessRequest> m_nearest;
    QTimer m_timer;
};

} // namespace lockbox::ui
