#include "ui/shell/storefollower.h"

#include "ui/async/changefeed.h"

#include <algorithm>

namespace lockbox::ui {

using namespace std::chrono_literals;

StoreFollower::StoreFollower(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(150ms);
    connect(&m_telling, &QTimer::timeout, this, &StoreFollower::changed);
}

void StoreFollower::start()
{
    if (m_feed)
        m_feed->leave();
    m_feed = nullptr;
    m_telling.stop();
    m_context.runner().run<Changes>(
        this, QStringLiteral("end"),
        [session = m_context.session()](LockboxService &service) {
            return service.changes(session, -1, 0ms, {});
        },
        [this](Result<Changes> end) {
            if (!end)
                emit failed(end.error());
            follow(end ? end->head : -1);
        });
    if (m_context.info().demo)
        readPersonas();
}

void StoreFollower::follow(qint64 after)
{
    m_feed = new ChangeFeed(m_context.factory(), m_context.session(), after, this);
    connect(m_feed, &ChangeFeed::changed, this, &StoreFollower::onNews);
    connect(m_feed, &ChangeFeed::heard, this, &StoreFollower::heard);
    connect(m_feed, &ChangeFeed::failed, this, &StoreFollower::failed);
    connect(m_feed, &ChangeFeed::recovered, this, &StoreFollower::recovered);
}

void StoreFollower::probe()
{
    if (m_feed)
        m_feed->probe();
}

void StoreFollower::onNews(const Changes &news)
{
    const auto tellOf = [&news](EventKind kind) {
        return std::ranges::any_of(news.events,
                                   [kind](const Event &event) { return event.kind == kind; });
    };
    if (tellOf(EventKind::ClockAdvanced))
        readInfo();
    if (tellOf(EventKind::UserRolesChanged) || tellOf(EventKind::UserAdded))
        readAccounts();
    emit newsCame(news);
    if (!m_telling.isActive())
        m_telling.start();
}

void StoreFollower::readInfo()
{
    m_context.runner().run<StoreInfo>(
        this, QStringLiteral("info"), [](LockboxService &service) { return service.info(); },
        [this](Result<StoreInfo> info) {
            if (info)
                m_context.setInfo(*info);
        });
}

void StoreFollower::readAccounts()
{
    m_context.runner().run<User>(
        this, QStringLiteral("account"),
        [session = m_context.session()](LockboxService &service) {
            return service.account(session);
        },
        [this](Result<User> account) { onAccount(account); });
    if (m_context.info().demo)
        readPersonas();
}

void StoreFollower::onAccount(const Result<User> &account)
{
    const User &known = m_context.account();
    // Somebody else may have signed in meanwhile.
    if (account && account->userPrincipalName == known.userPrincipalName && *account != known)
        m_context.setAccount(*account);
}

void StoreFollower::readPersonas()
{
    m_context.runner().run<std::vector<User>>(
        this, QStringLiteral("personas"),
        [](LockboxService &service) { return service.personas(); },
        [this](Result<std::vector<User>> personas) {
            if (personas)
                emit personasRead(*personas);
        });
}

} // namespace lockbox::ui
