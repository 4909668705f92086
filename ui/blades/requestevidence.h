#pragma once

#include "core/evidence/evidence.h"
#include "ui/shell/consolecontext.h"

#include <QCoreApplication>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace lockbox::ui {

class LongCall;
class MessageBar;
class TextLabel;

/// What is said about an export of evidence, without its widgets.
class EvidenceText
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceText)

public:
    /// The name of a folder for this request's evidence: its reference, as far as file systems take
    /// it.
    static QString folderName(const QString &reference);
    /// A folder of that name in `parent` which is not there yet.
    static QString freeFolder(const QString &parent, const QString &name);
    static QString step(EvidenceStep step);
    static QString done(const EvidenceSummary &summary);
    /// What the folder does not hold, or what does not fit together; empty where all is well.
    static QString reservation(const EvidenceSummary &summary);
};

/// Exports a request's evidence to a folder, beside everything else, and says what came of it.
/// Where it goes away meanwhile, so does what was written.
class RequestEvidence : public QWidget
{
    Q_OBJECT

public:
    explicit RequestEvidence(ConsoleContext &context, QWidget *parent = nullptr);
    ~RequestEvidence() override;

    /// Whose evidence it is.
    void setRequest(const RequestId &id, const QString &reference);

signals:
    void announced(const QString &text);

private:
    void layOut();
    void ask();
    void start(const QString &folder);
    void onDone(const Result<EvidenceSummary> &summary);
    void showProgress(qint64 done, qint64 total);
    void showRunning(bool isRunning);
    void openFolder() const;

    ConsoleContext &m_context;
    RequestId m_request;
    QString m_reference;
    QString m_folder; ///< Of the last export.
    std::shared_ptr<std::atomic<EvidenceStep>> m_step;
    LongCall *m_call;
    QPushButton *m_export;
    QWidget *m_running;
    TextLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    MessageBar *m_message;
};

} // namespace lockbox::ui
