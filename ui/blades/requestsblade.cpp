#include "ui/blades/requestsblade.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/requestslist.h"
#include "ui/blades/requeststable.h"

#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

/// What a customer can ever see of a request.
std::vector<RequestState> customerStates()
{
    using enum RequestState;
    return {Pending, Approved, Denied, Expired, Canceled, Revoked, Completed};
}

} // namespace

RequestsBlade::RequestsBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_list(new RequestsList(
          context,
          {.settingsKey = QStringLiteral("requests"),
           .states = customerStates(),
           .nothingTitle = tr("No requests yet"),
           .nothingText =
               tr("When an engineer asks for access to your content, the request appears here.")},
          this))
{
    setObjectName(QStringLiteral("requestsBlade"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 12);
    layout->addWidget(m_list);
    connect(m_list, &RequestsList::openRequested, this, &RequestsBlade::openRequest);
    const QPushButton *check = m_list->addCommand(QStringLiteral("mail"), tr("Check a mail…"),
                                                  QStringLiteral("checkMailButton"));
    connect(check, &QPushButton::clicked, this,
            [this] { emit openRequested(new CheckMailBlade(m_context)); });
}

void RequestsBlade::refresh()
{
    m_list->refresh();
}

void RequestsBlade::showArgument(const QString &argument)
{
    if (RequestId::fromString(argument).isNull())
        m_list->search(argument);
    else
        openRequest(argument);
}

QWidget *RequestsBlade::initialFocus()
{
    return &m_list->table();
}

void RequestsBlade::openRequest(const QString &request, std::optional<RequestAct> act)
{
    const QPointer<Blade> blade = new RequestBlade(m_context, request, act);
    emit openRequested(blade);
    // A blade with something typed in it may stay open instead; then its row stays the chosen one.
    if (blade)
        m_opened = request;
    m_list->choose(m_opened);
}

} // namespace lockbox::ui
