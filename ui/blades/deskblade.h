#pragma once

#include "ui/blades/requestact.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

class QPushButton;

namespace lockbox::ui {

class RequestsList;

/// The provider's side: an engineer files requests and follows the own ones, a manager decides on
/// what was filed.
class DeskBlade : public Blade
{
    Q_OBJECT

public:
    explicit DeskBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Provider desk"); }
    void refresh() override;
    /// Opens the request with this id; anything else is searched for.
    void showArgument(const QString &argument) override;
    QWidget *initialFocus() override;
    /// Chooses a request in the list and opens its blade, with the confirmation of `act` where one
    /// is given.
    void openRequest(const QString &request, std::optional<RequestAct> act = {});

private:
    void addCommand(RequestAct act);
    void onAccountChanged();
    void onCurrentChanged();
    void fileRequest();

    ConsoleContext &m_context;
    RequestsList *m_list;
    QString m_opened; ///< The request whose blade was opened last.
    QPushButton *m_file;
    std::vector<std::pair<RequestAct, QPushButton *>> m_commands;
};

} // namespace lockbox::ui
