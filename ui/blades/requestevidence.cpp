#include "ui/blades/requestevidence.h"

#include "core/print/pdf.h"
#include "ui/async/longcall.h"
#include "ui/models/logtext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/placedialog.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tooltiptext.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QRegularExpression>
#include <QUrl>

namespace lockbox::ui {

QString EvidenceText::folderName(const QString &reference)
{
    static const QRegularExpression unusual(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = reference;
    name.replace(unusual, QStringLiteral("-"));
    return QStringLiteral("evidence-%1").arg(name);
}

QString EvidenceText::freeFolder(const QString &parent, const QString &name)
{
    const QDir folder(parent);
    QString path = folder.filePath(name);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = folder.filePath(QStringLiteral("%1-%2").arg(name).arg(number));
    return path;
}

QString EvidenceText::step(EvidenceStep step)
{
    switch (step) {
    case EvidenceStep::Collecting: return tr("Reading events and proofs");
    case EvidenceStep::Writing: return tr("Writing the report");
    case EvidenceStep::Printing: return tr("Printing the report");
    case EvidenceStep::Checking: break;
    }
    return tr("Checking the folder");
}

QString EvidenceText::done(const EvidenceSummary &summary)
{
    const QString folder = QFileInfo(summary.folder).fileName();
    return summary.events == 1 ? tr("1 event with its proof is in the new folder %1.").arg(folder)
                               : tr("%1 with their proofs are in the new folder %2.")
                                     .arg(eventCountText(summary.events), folder);
}

QString EvidenceText::reservation(const EvidenceSummary &summary)
{
    QStringList parts;
    if (summary.notCovered > 0)
        parts.append(
            tr("%1 too new to be signed and left out.")
                .arg(summary.notCovered == 1
                         ? tr("1 event is")
                         : tr("%1 events are").arg(QLocale().toString(summary.notCovered))));
    if (!summary.gap.isEmpty())
        parts.append(tr("The story does not fit together: %1.").arg(summary.gap));
    return parts.join(QLatin1Char(' '));
}

RequestEvidence::RequestEvidence(ConsoleContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_step(std::make_shared<std::atomic<EvidenceStep>>(EvidenceStep::Collecting)),
      m_call(new LongCall(context.factory())),
      m_export(new LinkButton(tr("Export evidence…"))),
      m_running(new QWidget),
      m_text(new TextLabel({}, TextStyle::Caption, Token::SecondText)),
      m_progress(new QProgressBar),
      m_cancel(new SecondaryButton(tr("Cancel"))),
      m_message(new MessageBar)
{
    setObjectName(QStringLiteral("requestEvidence"));
    layOut();
    connect(m_export, &QPushButton::clicked, this, &RequestEvidence::ask);
    connect(m_cancel, &QPushButton::clicked, m_call, &LongCall::stop);
    connect(m_call, &LongCall::progressed, this, &RequestEvidence::showProgress);
    connect(m_message, &MessageBar::actionTriggered, this, &RequestEvidence::openFolder);
}

RequestEvidence::~RequestEvidence()
{
    m_call->leave();
}

void RequestEvidence::layOut()
{
    m_export->setObjectName(QStringLiteral("exportEvidenceButton"));
    m_export->setAccessibleDescription(
        tr("Writes what the log says of this request to a folder that proves itself"));
    m_message->setObjectName(QStringLiteral("evidenceMessage"));
    m_cancel->setObjectName(QStringLiteral("cancelEvidenceButton"));
    m_cancel->setAccessibleName(tr("Cancel the export"));
    m_progress->setObjectName(QStringLiteral("evidenceProgress"));
    m_progress->setTextVisible(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_text);
    words->addWidget(m_progress);
    auto *row = new QHBoxLayout(m_running);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addLayout(words, 1);
    row->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_export, 0, Qt::AlignLeft);
    layout->addWidget(m_running);
    layout->addWidget(m_message);
    m_running->hide();
}

void RequestEvidence::setRequest(const RequestId &id, const QString &reference)
{
    m_request = id;
    m_reference = reference;
}

void RequestEvidence::ask()
{
    askForFolder(this, tr("Export evidence to a new folder in"), [this](const QString &parent) {
        start(EvidenceText::freeFolder(parent, EvidenceText::folderName(m_reference)));
    });
}

void RequestEvidence::start(const QString &folder)
{
    m_message->hide();
    m_call->start<EvidenceSummary>(
        [session = m_context.session(), request = m_request.toString(), folder,
         current = m_step](LockboxService &service, const LogProgress &progress) {
            return exportEvidence(service, session, {.request = request, .from = {}, .until = {}},
                                  folder, printPdf,
                                  [&](EvidenceStep step, qint64 done, qint64 total) {
                                      *current = step;
                                      return progress(done, total);
                                  });
        },
        [this](const Result<EvidenceSummary> &summary) { onDone(summary); });
    showProgress(0, 0);
    showRunning(true);
}

/// The focus stays where one of the two makes room for the other.
void RequestEvidence::showRunning(bool isRunning)
{
    const bool hadFocus = m_export->hasFocus() || m_cancel->hasFocus();
    m_export->setVisible(!isRunning);
    m_running->setVisible(isRunning);
    if (hadFocus)
        (isRunning ? m_cancel : m_export)->setFocus(Qt::OtherFocusReason);
}

void RequestEvidence::showProgress(qint64 done, qint64 total)
{
    const QString text = EvidenceText::step(*m_step);
    m_text->setText(text);
    m_progress->setAccessibleName(text);
    m_progress->setRange(0, total > 0 ? 100 : 0); // else it only shows that something goes on
    m_progress->setValue(total > 0 ? static_cast<int>(done * 100 / total) : 0);
}

void RequestEvidence::onDone(const Result<EvidenceSummary> &summary)
{
    showRunning(false);
    if (!summary) {
        if (summary.error().code != ErrorCode::Interrupted)
            m_message->showError(errorText(summary.error()));
        return;
    }
    m_folder = summary->folder;
    const QString done = EvidenceText::done(*summary);
    const QString reservation = EvidenceText::reservation(*summary);
    m_message->setToolTip(plainToolTip(QDir::toNativeSeparators(m_folder)));
    if (reservation.isEmpty())
        m_message->showGood(done, tr("Open folder"));
    else
        m_message->showWarning(done + QLatin1Char(' ') + reservation, tr("Open folder"));
    emit announced(m_message->text());
}

void RequestEvidence::openFolder() const
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder));
}

} // namespace lockbox::ui
