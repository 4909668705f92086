#pragma once

#include "core/domain/event.h"
#include "ui/models/eventvalues.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class CodeBlock;
class FieldList;
class MessageBar;
class TextLabel;

/// One event of the history: every field, what changed, and the leaf that stands for it in the log.
class AuditLogEventBlade : public Blade
{
    Q_OBJECT

public:
    AuditLogEventBlade(ConsoleContext &context, qint64 seq, QWidget *parent = nullptr);

    QString title() const override;
    QString subtitle() const override;
    QWidget *footer() override { return m_footer; }
    void refresh() override;
    QWidget *initialFocus() override;
    int bladeWidth() const override { return 480; }

    qint64 seq() const { return m_seq; }

private:
    /// What one look at the store brings.
    struct Reading {
        Event event;
        QByteArray leaf; ///< Empty where the store has no log.
    };

    void buildBody();
    void buildFooter();
    /// Under a heading; both are hidden while there is nothing.
    FieldList *addSection(QVBoxLayout *body, const QString &heading, const QString &objectName);
    void buildLeaf(QVBoxLayout *body);
    void onRead(const Result<Reading> &reading);
    void showEvent();
    void showLeaf();
    void showFinding();
    void copy();

    ConsoleContext &m_context;
    qint64 m_seq;
    std::optional<Reading> m_reading;
    MessageBar *m_message = nullptr;
    FieldList *m_head = nullptr;
    FieldList *m_changes = nullptr;
    FieldList *m_details = nullptr;
    QWidget *m_leaf = nullptr;
    CodeBlock *m_hash = nullptr;
    CodeBlock *m_bytes = nullptr;
    std::vector<std::pair<TextLabel *, FieldList *>> m_sections;
    QWidget *m_footer;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace lockbox::ui
