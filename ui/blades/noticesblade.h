#pragma once

#include "ui/blades/noticespresenter.h"
#include "ui/shell/blade.h"

class QPushButton;
class QStackedWidget;

namespace lockbox::ui {

class EmptyState;
class MessageBar;
class NoticeList;
class SkeletonRows;
class TextLabel;

/// The notices that did not arrive, or all of them: to whom, what, how far they have come and why.
class NoticesBlade final : public Blade
{
    Q_OBJECT

public:
    explicit NoticesBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Notices"); }
    QString subtitle() const override { return m_presenter.subtitle(); }
    int bladeWidth() const override { return 480; }
    void refresh() override { m_presenter.refresh(); }

private:
    void layOut();
    void connectParts();
    void showState();
    void showTrouble();
    void showNothing();

    ConsoleContext &m_context;
    NoticesPresenter m_presenter;
    MessageBar *m_messages;
    MessageBar *m_due;
    QStackedWidget *m_faces;
    QWidget *m_scroll = nullptr;
    NoticeList *m_list;
    EmptyState *m_empty;
    SkeletonRows *m_loading;
    QPushButton *m_switch;
    QPushButton *m_older;
    QPushButton *m_check;
    bool m_isReadFailed = false;
};

} // namespace lockbox::ui
