#pragma once

#include "core/service/lockboxservice.h"

#include <QWidget>

class QLineEdit;

namespace lockbox::ui {

class ConsoleContext;
class TextLabel;

/// Asks who wants to work with a local store, and refuses names that it does not know. The store trusts the account of the
/// operating system that may open its file, so there is no password. Deletes itself when closed.
class SignInWindow : public QWidget
{
    Q_OBJECT

public:
    explicit SignInWindow(ConsoleContext &context, QWidget *parent = nullptr);

    /// Starts with this name, and tries it at once.
    void tryName(const QString &userPrincipalName);

signals:
    void signedIn(const lockbox::User &account);

private:
    void signIn();
    void showObjection(const QString &text);

    ConsoleContext &m_context;
    QLineEdit *m_name;
    TextLabel *m_objection;
};

} // namespace lockbox::ui
