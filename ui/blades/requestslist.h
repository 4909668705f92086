#pragma once

#include "ui/blades/requestact.h"
#include "ui/blades/requestspresenter.h"
#include "ui/models/requestsmodel.h"
#include "ui/shell/consolecontext.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace lockbox::ui {

class CommandBar;
class EmptyState;
class MessageBar;
class RequestColumns;
class RequestStateFilter;
class RequestsClock;
class RequestsTable;
class SearchBox;
class SkeletonRows;
class TextLabel;

/// A list of requests with all that belongs to it: commands, filter, search, table, what stands there when it is empty, loading or
/// broken, and the footer with the counts. Used by the requests page and by the provider's desk.
class RequestsList : public QWidget
{
    Q_OBJECT

public:
    struct Options {
        QString settingsKey;              ///< Where the columns are remembered.
        std::vector<RequestState> states; ///< Which states can be filtered by.
        QString nothingTitle;             ///< What is said where there is no request at all.
        QString nothingText;
    };

    RequestsList(ConsoleContext &context, const Options &options, QWidget *parent = nullptr);
    ~RequestsList() override;

    /// Puts a command behind the list's own.
    QPushButton *addCommand(const QString &icon, const QString &text, const QString &objectName);
    /// Reads rows and counts again; selection and scroll stay.
    void refresh();
    /// Ticks other states, as for another account.
    void setStates(const std::vector<RequestState> &states);
    /// Looks for the text in all states.
    void search(const QString &text);
    /// Chooses the row of a request, now or as soon as it is there.
    void choose(const QString &request);
    RequestsTable &table() { return *m_table; }
    RequestsModel &model() { return *m_model; }

signals:
    void openRequested(const QString &request, std::optional<lockbox::ui::RequestAct> act);

private:
    void buildBar(const Options &options);
    void buildTable(const Options &options);
    void buildStates();
    void connectModel();
    void connectTable();
    void applyQuery();
    void readCounts();
    void onLoadStarted(RequestsModel::Load load);
    void onLoaded(RequestsModel::Load load);
    void onLoadFailed(const Error &error);
    void onSortChanged(int column);
    void onTick();
    void onAccountChanged();
    void clearFilter();
    void updateFooter();
    void showRowsOrEmpty();

    ConsoleContext &m_context;
    RequestsPresenter m_presenter;
    RequestsModel *m_model;
    RequestsClock *m_clock;
    QTimer m_typing;          ///< Searches when the typing pauses.
    bool m_isJumping = false; ///< On the way to the list's first row.
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;

    CommandBar *m_bar = nullptr;
    RequestStateFilter *m_filter = nullptr;
    SearchBox *m_search = nullptr;
    MessageBar *m_message = nullptr;
    QStackedWidget *m_stack = nullptr;
    RequestsTable *m_table = nullptr;
    SkeletonRows *m_skeleton = nullptr;
    EmptyState *m_empty = nullptr;
    RequestColumns *m_columns = nullptr;
    TextLabel *m_footer = nullptr;
};

} // namespace lockbox::ui
