#pragma once

#include "ui/blades/userspresenter.h"
#include "ui/shell/blade.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace lockbox::ui {

class CommandBar;
class EmptyState;
class ListColumns;
class ListTable;
class MessageBar;
class SearchBox;

/// Users → Active users: the list of everybody in the tenant; a row opens the user's blade on the
/// right.
class UsersBlade final : public Blade
{
    Q_OBJECT

public:
    explicit UsersBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Active users"); }
    void refresh() override { m_presenter.refresh(); }
    QWidget *initialFocus() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    CommandBar *makeCommandBar();
    void prepareTable();
    void showState();
    void openRow(const QModelIndex &index);
    void openUser(const QString &userPrincipalName);
    void addUser();

    ConsoleContext &m_context;
    UsersPresenter m_presenter;
    MessageBar *m_messages;
    QPushButton *m_add = nullptr;
    SearchBox *m_search;
    QStackedWidget *m_faces;
    ListTable *m_table;
    ListColumns *m_columns = nullptr;
    EmptyState *m_empty;
    QLabel *m_count;
};

} // namespace lockbox::ui
