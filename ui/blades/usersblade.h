#pragma once

#include "ui/blades/userspresenter.h"
#include "ui/shell/blade.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace lockbox::ui {

class CommandBar;
class EmptyState;
class MessageBar;
class SearchBox;

/// Users → Active users: the list of everybody in the tenant; a row opens the user's blade on the right.
class UsersBlade final : public Blade
{
    Q_OBJECT

public:
    explicit UsersBlade(ConsoleContext &context, QWidget *parent = nullptr);
    ~UsersBlade() override;

    QString title() const override { return tr("Active users"); }
    void refresh() override { m_presenter.refresh(); }
    QWidget *initialFocus() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    CommandBar *makeCommandBar();
    void prepareTable();
    void restoreColumns();
    void saveColumns() const;
    void showColumnMenu(const QPoint &at);
    void showState();
    void openRow(const QModelIndex &index);
    void openUser(const QString &userPrincipalName);
    void addUser();
    void copySelection() const;

    ConsoleContext &m_context;
    UsersPresenter m_presenter;
    MessageBar *m_messages;
    QPushButton *m_add = nullptr;
    SearchBox *m_search;
    QStackedWidget *m_faces;
    QTableView *m_table;
    EmptyState *m_empty;
    QLabel *m_count;
};

} // namespace lockbox::ui
