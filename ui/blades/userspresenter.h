#pragma once

#include "ui/models/usersmodel.h"
#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

/// The list of active users without its widgets: reads it, keeps model and search, and says what to show where there is nothing.
class UsersPresenter : public QObject
{
    Q_OBJECT

public:
    enum class Face {
        Loading,  ///< Nothing has been read yet.
        List,     ///< Users are shown.
        NoMatch,  ///< There are users, the search leaves none.
        NoAccess, ///< The account may not read users.
        Failed,   ///< Nothing could be read; error() says why.
    };

    explicit UsersPresenter(ConsoleContext &context, QObject *parent = nullptr);

    Face face() const;
    UsersFilter &rows() { return m_filter; }
    UsersModel &model() { return m_model; }
    const std::optional<Error> &error() const { return m_error; }
    bool mayManage() const { return m_context.may(rules::Operation::ManageUsers); }
    /// "30 users, 2 can't be reached by e-mail", or "3 of 30 users".
    QString countText() const;

    void setSearch(const QString &search);
    void refresh();

signals:
    void changed();

private:
    ConsoleContext &m_context;
    UsersModel m_model;
    UsersFilter m_filter;
    std::optional<Error> m_error;
    bool m_read = false;
};

} // namespace lockbox::ui
