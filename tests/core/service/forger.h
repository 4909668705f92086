#pragma once

#include "tests/core/service/contosotenant.h"

#include <functional>

namespace lockbox::test {

/// Writes events and rows past the door, with all hashes as they must be: what has the file alone
/// can do.
class Forger
{
public:
    explicit Forger(ContosoTenant &tenant);

    void tell(const Event &event, qint64 requestKey = 0);
    /// What the rules made of a request that was a little different, told and written of the real
    /// one.
    void change(const AccessRequest &request, const Result<rules::Change> &change,
                const std::function<void(AccessRequest &)> &restore = {});
    /// The row alone; its key.
    qint64 file(const AccessRequest &request);
    qint64 keyOf(const RequestId &id);
    /// Gives a user other roles, as a global administrator does.
    void giveRoles(const Session &user, const RoleSet &roles, const Session &actor);
    void turnOff(const Session &actor, Role role);

private:
    void inOne(const std::function<void()> &act);
    Event setting(EventKind kind, const Session &actor, Role role, const QJsonObject &before,
                  const QJsonObject &after) const;

    ContosoTenant &m_tenant;
    std::unique_ptr<Database> m_database;
    qint64 m_key;
};

} // namespace lockbox::test
