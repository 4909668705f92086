#pragma once

#include "ui/blades/submitpresenter.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

#include <QMap>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class MessageBar;
class TextLabel;

/// The blade in which an engineer files a request. What the store refuses is told beside the field
/// that it names; what was typed stays.
class SubmitBlade : public Blade
{
    Q_OBJECT

public:
    explicit SubmitBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("File a request"); }
    QString subtitle() const override;
    QWidget *footer() override { return m_footer; }
    QWidget *initialFocus() override;
    bool mayClose() override;

signals:
    /// Filed; the id of the new request.
    void submitted(const QString &request);

private:
    void buildFields();
    void buildFooter();
    void connectEdits();
    void addField(const QString &field, const QString &label, QWidget *input);
    void readPolicy();
    void setDurations(const Policy &policy);
    rules::NewRequest wish() const;
    void submit();
    void onSubmitted(const Result<AccessRequest> &result);
    bool isTouched() const;
    void showObjections(const QMap<QString, QString> &objections);

    ConsoleContext &m_context;
    QVBoxLayout *m_layout = nullptr;
    MessageBar *m_message = nullptr;
    QLineEdit *m_reference = nullptr;
    QComboBox *m_service = nullptr;
    QPlainTextEdit *m_reason = nullptr;
    QComboBox *m_duration = nullptr;
    QWidget *m_footer = nullptr;
    QPushButton *m_submit = nullptr;
    QMap<QString, TextLabel *> m_objections; ///< By the field's name at the door.
    QMap<QString, QWidget *> m_inputs;
    bool m_isDone = false;
    bool m_isDiscardAsked = false;
};

} // namespace lockbox::ui
