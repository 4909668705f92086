#pragma once

#include "ui/blades/auditlogpresenter.h"
#include "ui/models/eventsmodel.h"
#include "ui/shell/consolecontext.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace lockbox::ui {

class AuditLogDays;
class AuditLogKinds;
class AuditLogPeriod;
class AuditLogTable;
class CommandBar;
class EmptyState;
class ListColumns;
class MessageBar;
class SearchBox;
class SkeletonRows;
class TextLabel;

/// The list of events with all that belongs to it: commands, filters, search, table, what stands
/// there when it is empty, loading or broken, and the footer.
class AuditLogList : public QWidget
{
    Q_OBJECT

public:
    explicit AuditLogList(ConsoleContext &context, QWidget *parent = nullptr);

    /// Reads what is new; selection and scroll stay.
    void refresh();
    /// Looks for the text in all events.
    void search(const QString &text);
    /// Shows the event with this number among its neighbours.
    void showAt(qint64 seq);
    /// Chooses the row of an event, now or as soon as it is there.
    void choose(qint64 seq);
    QWidget *initialFocus() const;

signals:
    void eventRequested(qint64 seq);
    void requestRequested(const QString &request);

private:
    CommandBar *makeBar();
    void makeTable();
    void makeStates();
    void layOut();
    void connectModel();
    void connectTable();
    void connectFilter();
    void applyFilter();
    void clearFilter();
    void emptyFilter();
    void onPeriodChanged();
    void onLoadStarted();
    void onPartLoaded();
    void onLoaded(EventsModel::Load load);
    void onLoadFailed(const Error &error);
    void onAccountChanged();
    void onLogChanged();
    void showRowsOrEmpty();
    void updateShown(bool isSearching);

    ConsoleContext &m_context;
    AuditLogPresenter m_presenter;
    EventsModel *m_model;
    QTimer m_typing;          ///< Searches when the typing pauses.
    bool m_isJumping = false; ///< On the way to the list's first row.

    AuditLogKinds *m_kinds;
    AuditLogPeriod *m_period;
    AuditLogDays *m_days;
    SearchBox *m_search;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    AuditLogTable *m_table;
    SkeletonRows *m_skeleton = nullptr;
    EmptyState *m_empty;
    ListColumns *m_columns = nullptr;
    TextLabel *m_footer;
};

} // namespace lockbox::ui
