#pragma once

#include "tests/core/service/contosotenant.h"

#include <map>

namespace lockbox::test {

/// A history of several hundred events to look through: requests in every state, some of which the
/// customer never sees, with texts that are hard to look for, and a clock that was set back once.
class LongHistory
{
public:
    LongHistory();

    ContosoTenant &tenant() { return m_tenant; }
    Database &database() { return *m_database; }
    qint64 key() const { return m_key; }
    const std::vector<Event> &all() const { return m_all; }
    const std::map<QString, AccessRequest> &requests() const { return m_requests; } ///< By id.

    static Visibility customer() { return {.kind = Visibility::Kind::Customer, .requestor = {}}; }
    /// What a plain look at each event says of a query, for the customer's readers or others.
    std::vector<Event> expected(const EventQuery &query,
                                const Visibility &visibility = customer()) const;
    /// What the door gives a reader.
    std::vector<Event> asked(const EventQuery &query);

private:
    void fill(int round);
    bool isVisible(const Event &event, const Visibility &visibility) const;

    ContosoTenant m_tenant;
    std::unique_ptr<Database> m_database;
    qint64 m_key = 0;
    std::vector<Event> m_all;
    std::map<QString, AccessRequest> m_requests;
};

} // namespace lockbox::test
