#pragma once

#include "ui/blades/requestact.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

class RequestsList;

/// The page Support → Customer Lockbox Requests.
class RequestsBlade : public Blade
{
    Q_OBJECT

public:
    explicit RequestsBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Customer Lockbox Requests"); }
    void refresh() override;
    /// Opens the request with this id; anything else is searched for.
    void showArgument(const QString &argument) override;
    QWidget *initialFocus() override;

    /// Chooses a request in the list and opens its blade, with the confirmation of `act` where one
    /// is given.
    void openRequest(const QString &request, std::optional<RequestAct> act = {});

private:
    ConsoleContext &m_context;
    RequestsList *m_list;
    QString m_opened; ///< The request whose blade was opened last.
};

} // namespace lockbox::ui
