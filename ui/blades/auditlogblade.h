#pragma once

#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

class AuditLogList;
class AuditLogStatus;
class MessageBar;

/// The page Audit log: how it stands with the log, and every event of the history.
class AuditLogBlade final : public Blade
{
    Q_OBJECT

public:
    explicit AuditLogBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Audit log"); }
    void refresh() override;
    /// "#12" opens the event with this number among its neighbours; anything else is searched for.
    void showArgument(const QString &argument) override;
    QWidget *initialFocus() override;

private:
    void connectLog();
    void openEvent(qint64 seq);
    void openRequest(const QString &request);
    void exportCheckpoint();
    void saveCheckpoint(const QByteArray &note);
    void copyKey();
    void tell(const QString &text);

    ConsoleContext &m_context;
    AuditLogStatus *m_status;
    MessageBar *m_message;
    AuditLogList *m_list;
    qint64 m_opened = 0; ///< The event whose blade was opened last.
};

} // namespace lockbox::ui
