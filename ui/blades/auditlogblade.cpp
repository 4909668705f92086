#include "ui/blades/auditlogblade.h"

#include "ui/blades/auditlogeventblade.h"
#include "ui/blades/auditloglist.h"
#include "ui/blades/auditlogstatus.h"
#include "ui/blades/requestblade.h"
#include "ui/models/logtext.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/placedialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QSaveFile>
#include <QVBoxLayout>

namespace lockbox::ui {

AuditLogBlade::AuditLogBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_status(new AuditLogStatus(context)),
      m_message(new MessageBar),
      m_list(new AuditLogList(context))
{
    setObjectName(QStringLiteral("auditLogBlade"));
    m_message->setObjectName(QStringLiteral("auditLogMessage"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 12);
    layout->setSpacing(8);
    layout->addWidget(m_status);
    layout->addWidget(m_message);
    layout->addWidget(m_list, 1);
    connect(m_list, &AuditLogList::eventRequested, this, &AuditLogBlade::openEvent);
    connect(m_list, &AuditLogList::requestRequested, this, &AuditLogBlade::openRequest);
    connectLog();
}

void AuditLogBlade::connectLog()
{
    connect(&m_context.log(), &LogWatch::verified, this,
            [this] { emit announced(logSentence(m_context.log(), m_context.now())); });
    connect(&m_context.log(), &LogWatch::failed, this, [this](const Error &error) {
        m_message->showError(tr("The log could not be verified. %1").arg(errorText(error)));
    });
    connect(m_status, &AuditLogStatus::checkpointRequested, this, &AuditLogBlade::exportCheckpoint);
    connect(m_status, &AuditLogStatus::keyRequested, this, &AuditLogBlade::copyKey);
}

QWidget *AuditLogBlade::initialFocus()
{
    return m_list->initialFocus();
}

void AuditLogBlade::refresh()
{
    m_list->refresh();
}

void AuditLogBlade::showArgument(const QString &argument)
{
    static const QString mark = QStringLiteral("#");
    const qint64 seq = argument.startsWith(mark) ? argument.mid(1).toLongLong() : 0;
    if (seq <= 0) {
        m_list->search(argument);
        return;
    }
    m_list->showAt(seq);
    openEvent(seq);
}

void AuditLogBlade::openEvent(qint64 seq)
{
    const QPointer<Blade> blade = new AuditLogEventBlade(m_context, seq);
    emit openRequested(blade);
    // A blade with something typed in it may stay open instead; then its row stays the chosen one.
    if (blade)
        m_opened = seq;
    m_list->choose(m_opened);
}

void AuditLogBlade::openRequest(const QString &request)
{
    emit openRequested(new RequestBlade(m_context, request));
}

void AuditLogBlade::exportCheckpoint()
{
    m_context.runner().run<QByteArray>(
        this, QStringLiteral("log.checkpoint"),
        [session = m_context.session()](LockboxService &service) {
            return service.checkpoint(session);
        },
        [this](const Result<QByteArray> &note) {
            if (note)
                saveCheckpoint(*note);
            else
                m_message->showError(errorText(note.error()));
        });
}

void AuditLogBlade::saveCheckpoint(const QByteArray &note)
{
    // The second line of a checkpoint is the log's size.
    const QString size = QString::fromLatin1(note.split('\n').value(1));
    const QString name = QStringLiteral("log-%1.checkpoint").arg(size);
    askForFile(this, tr("Export checkpoint"), name, [this, note](const QString &path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(note) == note.size() && file.commit())
            tell(tr("The checkpoint was written to %1.").arg(path));
        else
            m_message->showError(
                tr("The checkpoint could not be written: %1.").arg(file.errorString()));
    });
}

void AuditLogBlade::copyKey()
{
    QGuiApplication::clipboard()->setText(m_context.log().state()->verifierKey);
    tell(tr("The log's public key was copied."));
}

void AuditLogBlade::tell(const QString &text)
{
    m_message->showGood(text);
    emit announced(text);
}

} // namespace lockbox::ui
