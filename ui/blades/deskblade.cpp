#include "ui/blades/deskblade.h"

#include "ui/blades/requestblade.h"
#include "ui/blades/requestslist.h"
#include "ui/blades/requeststable.h"
#include "ui/blades/requeststatefilter.h"
#include "ui/blades/submitblade.h"

#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lockbox::ui {

DeskBlade::DeskBlade(ConsoleContext &context, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_list(new RequestsList(
          context,
          {.settingsKey = QStringLiteral("desk"),
           .states = allRequestStates(),
           .nothingTitle = tr("No requests yet"),
           .nothingText = tr("Requests for access appear here once they are filed.")},
          this)),
      m_file(m_list->addCommand(QStringLiteral("add"), tr("File a request"),
                                QStringLiteral("fileRequestButton")))
{
    setObjectName(QStringLiteral("deskBlade"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 24, 12);
    layout->addWidget(m_list);
    addCommand(RequestAct::Authorize);
    addCommand(RequestAct::Reject);
    connect(m_file, &QPushButton::clicked, this, &DeskBlade::fileRequest);
    connect(m_list, &RequestsList::openRequested, this, &DeskBlade::openRequest);
    connect(&m_list->table(), &RequestsTable::currentRequestChanged, this,
            &DeskBlade::onCurrentChanged);
    connect(&m_list->model(), &RequestsModel::dataChanged, this, &DeskBlade::onCurrentChanged);
    connect(&context, &ConsoleContext::accountChanged, this, &DeskBlade::onAccountChanged);
    onAccountChanged();
}

void DeskBlade::addCommand(RequestAct act)
{
    const QString icon =
        act == RequestAct::Authorize ? QStringLiteral("approve") : QStringLiteral("deny");
    QPushButton *button = m_list->addCommand(
        icon, RequestActs::label(act), QStringLiteral("desk.") + RequestActs::buttonName(act));
    m_commands.emplace_back(act, button);
    connect(button, &QPushButton::clicked, this,
            [this, act] { openRequest(m_list->table().currentRequest(), act); });
}

void DeskBlade::onAccountChanged()
{
    const bool isManager = m_context.may(rules::Operation::Authorize);
    m_file->setVisible(m_context.may(rules::Operation::Submit));
    for (const auto &[act, button] : m_commands)
        button->setVisible(isManager);
    // A manager comes for what waits.
    m_list->setStates(isManager ? std::vector{RequestState::Submitted}
                                : std::vector<RequestState>{});
    onCurrentChanged();
}

void DeskBlade::onCurrentChanged()
{
    const int row = m_list->table().currentIndex().row();
    std::vector<RequestAct> possible;
    if (row >= 0)
        possible =
            RequestActs::offered(m_context.account(), m_list->model().row(row), m_context.now());
    for (const auto &[act, button] : m_commands)
        button->setEnabled(std::find(possible.begin(), possible.end(), act) != possible.end());
}

void DeskBlade::refresh()
{
    m_list->refresh();
}

void DeskBlade::showArgument(const QString &argument)
{
    if (RequestId::fromString(argument).isNull())
        m_list->search(argument);
    else
        openRequest(argument);
}

QWidget *DeskBlade::initialFocus()
{
    return &m_list->table();
}

void DeskBlade::openRequest(const QString &request, std::optional<RequestAct> act)
{
    if (request.isEmpty())
        return;
    const QPointer<Blade> blade = new RequestBlade(m_context, request, act);
    emit openRequested(blade);
    // A blade with something typed in it may stay open instead; then its row stays the chosen one.
    if (blade)
        m_opened = request;
    m_list->choose(m_opened);
}

void DeskBlade::fileRequest()
{
    auto *blade = new SubmitBlade(m_context);
    connect(blade, &SubmitBlade::submitted, this, [this](const QString &request) {
        m_list->choose(request);
        m_list->refresh();
    });
    emit openRequested(blade);
}

} // namespace lockbox::ui
