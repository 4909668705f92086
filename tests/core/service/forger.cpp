#include "tests/core/service/forger.h"

#include "core/domain/eventfields.h"

namespace lockbox::test {

using namespace std::chrono_literals;

Forger::Forger(ContosoTenant &tenant)
    : m_tenant(tenant),
      m_database(need(Database::open(tenant.path(), 1s))),
      m_key(need(TenantStore(*m_database).first()).key)
{}

void Forger::inOne(const std::function<void()> &act)
{
    Transaction transaction(*m_database, Transaction::Kind::Write);
    need(transaction.begun());
    act();
    need(transaction.commit());
}

void Forger::tell(const Event &event, qint64 requestKey)
{
    inOne([&] { need(EventStore(*m_database).append(m_key, event, requestKey)); });
}

void Forger::change(const AccessRequest &request, const Result<rules::Change> &change,
                    const std::function<void(AccessRequest &)> &restore)
{
    AccessRequest after = need(change).request;
    if (restore)
        restore(after);
    inOne([&] {
        RequestStore requests(*m_database);
        const RequestRow row = *need(requests.byId(m_key, request.id));
        need(requests.update(m_key, row, after, Timestamp::min()));
        for (const Event &event : change->events)
            need(EventStore(*m_database).append(m_key, event, row.key));
    });
}

qint64 Forger::file(const AccessRequest &request)
{
    qint64 key = 0;
    inOne([&] { key = need(RequestStore(*m_database).insert(m_key, request)); });
    return key;
}

qint64 Forger::keyOf(const RequestId &id)
{
    return need(RequestStore(*m_database).byId(m_key, id))->key;
}

Event Forger::setting(EventKind kind, const Session &actor, Role role, const QJsonObject &before,
                      const QJsonObject &after) const
{
    Event event{.at = m_tenant.clock().now(),
                .kind = kind,
                .actor = actor.userPrincipalName,
                .actorRole = role};
    event.before = differing(before, after);
    event.after = differing(after, before);
    return event;
}

void Forger::giveRoles(const Session &user, const RoleSet &roles, const Session &actor)
{
    inOne([&] {
        AccountStore accounts(*m_database);
        AccountRow row = *need(accounts.find(m_key, user.userPrincipalName));
        const QJsonObject before = eventFields(row.user);
        row.user.roles = roles;
        need(accounts.update(row));
        Event event = setting(EventKind::UserRolesChanged, actor, Role::GlobalAdministrator, before,
                              eventFields(row.user));
        event.user = user.userPrincipalName;
        need(EventStore(*m_database).append(m_key, event, 0));
    });
}

void Forger::turnOff(const Session &actor, Role role)
{
    inOne([&] {
        const Policy off = ContosoTenant::policyOff();
        need(TenantStore(*m_database).updatePolicy(m_key, off));
        const Event event = setting(EventKind::SettingChanged, actor, role,
                                    eventFields(ContosoTenant::policyOn()), eventFields(off));
        need(EventStore(*m_database).append(m_key, event, 0));
    });
}

} // namespace lockbox::test
