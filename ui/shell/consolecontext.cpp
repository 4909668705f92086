#include "ui/shell/consolecontext.h"

#include "core/base/clock.h"

namespace lockbox::ui {

ConsoleContext::ConsoleContext(ServiceFactory factory, QObject *parent)
    : QObject(parent),
      m_factory(std::move(factory)),
      m_runner(std::make_unique<ServiceRunner>(m_factory)),
      m_log(std::make_unique<LogWatch>(*m_runner, m_factory))
{}

ConsoleContext::~ConsoleContext() = default;

Timestamp ConsoleContext::now() const
{
    return SystemClock().now() + m_info.clockOffset;
}

QString ConsoleContext::requestorName() const
{
    return tr("%1 Engineer").arg(m_info.tenant.provider);
}

void ConsoleContext::setInfo(const StoreInfo &info)
{
    m_info = info;
    m_log->setInfo(info);
    emit infoChanged();
}

void ConsoleContext::setAccount(const User &account)
{
    m_account = account;
    m_session = Session{account.userPrincipalName};
    m_log->setReader(m_session, may(rules::Operation::ReadEvents));
    emit accountChanged();
}

} // namespace lockbox::ui
