#pragma once

#include "ui/blades/inboxpresenter.h"
#include "ui/shell/blade.h"

class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace lockbox::ui {

class EmptyState;
class InboxLetter;
class MessageBar;
class SkeletonRows;
class TextLabel;

/// The page Approver's inbox of a demo: what the signed-in person would get by mail, at the left the list, at the right the mail.
class InboxBlade final : public Blade
{
    Q_OBJECT

public:
    explicit InboxBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Approver's inbox"); }
    void refresh() override { m_presenter.refresh(); }
    QWidget *initialFocus() override;

private:
    void layOut();
    QWidget *makeBar();
    QWidget *makeMails();
    void connectParts();
    void showState();
    void showNothing();
    void showCurrent();
    void showCommands();
    void openRequest();
    void checkMail(const QString &text);

    ConsoleContext &m_context;
    InboxPresenter m_presenter;
    MessageBar *m_messages;
    QStackedWidget *m_faces;
    QWidget *m_mails = nullptr;
    QListView *m_list;
    InboxLetter *m_letter;
    EmptyState *m_empty;
    SkeletonRows *m_loading;
    TextLabel *m_count;
    QPushButton *m_older;
    QPushButton *m_open = nullptr;
    QPushButton *m_checkThis = nullptr;
};

} // namespace lockbox::ui
