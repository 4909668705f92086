#include "ui/shell/accountbutton.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/connectionwatch.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/consolestatusbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pagearea.h"
#include "ui/shell/storefollower.h"
#include "ui/shell/titlebar.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

#include <algorithm>

namespace lockbox::ui {

AccountButton &MainWindow::account()
{
    return m_title->account();
}

MessageBar &MainWindow::messages()
{
    return m_area->messages();
}

bool MainWindow::become(const User &account)
{
    if (account.userPrincipalName != m_account.userPrincipalName && !m_blades->closeAll())
        return false;
    m_context.setAccount(account);
    return true;
}

void MainWindow::onPersonaChosen(const User &persona)
{
    if (persona.userPrincipalName == m_account.userPrincipalName || !m_blades->closeAll())
        return;
    // What it may do can have changed since the menu was filled.
    m_context.runner().run<User>(
        this, QStringLiteral("persona"),
        [who = Session{persona.userPrincipalName}](LockboxService &service) {
            return service.account(who);
        },
        [this](Result<User> account) {
            if (!account)
                m_area->messages().showError(errorText(account.error()));
            else if (become(*account))
                emit accountChosen(*account);
        });
}

void MainWindow::onAccountChanged()
{
    const User before = std::exchange(m_account, m_context.account());
    m_title->account().setAccount(m_account);
    if (m_account.userPrincipalName != before.userPrincipalName)
        startAfresh();
    else if (m_account.roles != before.roles || m_account.side != before.side)
        takeRolesOver();
}

void MainWindow::startAfresh()
{
    m_title->search().clear();
    m_blades->dropAll();
    m_area->clear();
    m_stale.clear();
    m_history.clear();
    m_status->showConnected();
    m_connection->startAfresh();
    m_follower->start();
    m_context.log().refresh();
    offerPages();
    const QString wanted = offered(m_current) ? m_current : QString();
    m_current.clear();
    goToOffered(wanted);
}

void MainWindow::connectConnection()
{
    connect(m_connection, &ConnectionWatch::changed, this, [this] {
        const bool isConnected = m_connection->state() == ConnectionWatch::State::Connected;
        const QString asOf = isConnected ? QString() : tr("As of %1").arg(m_connection->asOfText());
        m_area->setAsOf(asOf);
        if (isConnected)
            m_status->showConnected();
        else
            m_status->showStale(asOf);
    });
    connect(m_connection, &ConnectionWatch::cameBack, this, [this] {
        m_follower->readInfo();
        m_follower->readAccounts();
        refresh();
    });
}

void MainWindow::takeRolesOver()
{
    offerPages();
    m_history.removeIf([this](const QString &id) { return !offered(id); });
    for (const PageFactory &page : m_pages) {
        if (!offered(page.id))
            m_area->removePage(page.id);
    }
    if (!offered(m_current)) {
        m_blades->dropAll();
        m_current.clear();
        goToOffered({});
    }
    refresh();
    m_area->messages().showInfo(tr("Your roles have changed: %1.").arg(leadingRoleText(m_account)));
}

void MainWindow::goToOffered(const QString &wanted)
{
    if (!wanted.isEmpty())
        goTo(wanted);
    else if (!m_offered.empty())
        goTo(QString(m_offered.front().id));
}

void MainWindow::offerPages()
{
    const auto before = std::exchange(m_offered, {});
    std::ranges::copy_if(m_pages, std::back_inserter(m_offered), [this](const PageFactory &page) {
        return isOffered(page, m_context.account(), m_context.info().demo);
    });
    m_title->setSearchShown(std::ranges::any_of(m_offered, &PageFactory::takesSearch));
    if (std::ranges::equal(before, m_offered, {}, &PageFactory::id, &PageFactory::id))
        return;
    m_navigation->setPages(m_offered);
    m_navigation->setCurrent(m_current);
}

} // namespace lockbox::ui
