#include "core/demo/demobulk.h"

#include "core/demo/demohistory.h"
#include "core/demo/demoplayer.h"
#include "core/demo/demostory.h"
#include "core/demo/handover.h"
#include "core/store/accountstore.h"
#include "core/store/bulkload.h"
#include "core/store/tenantstore.h"

#include <thread>

namespace lockbox::demo {

using namespace std::chrono_literals;

namespace {

constexpr size_t stretchEvents = 2'000;

/// What the demo's year needs to know of the store.
struct Beginning {
    qint64 tenant = 0;
    Policy policy;
    std::vector<User> users;
    qint64 lastEvent = 0;
};

Result<Beginning> beginningOf(Database &database)
{
    const auto tenant = TenantStore(database).first();
    if (!tenant)
        return failure(tenant);
    const auto accounts = AccountStore(database).list(tenant->key);
    if (!accounts)
        return failure(accounts);
    const auto last = EventStore(database).last(tenant->key);
    if (!last)
        return failure(last);
    Beginning beginning{
        .tenant = tenant->key, .policy = tenant->policy, .users = {}, .lastEvent = *last};
    for (const AccountRow &row : *accounts)
        beginning.users.push_back(row.user);
    return beginning;
}

/// Thinks the year out on a thread of its own, while the other writes it down.
Result<void> tell(const Beginning &beginning, const DemoOptions &options,
                  Handover<Stretch> &handover)
{
    Story story(options);
    History history(beginning.users, beginning.policy, idSeed(options), beginning.lastEvent);
    qint64 reached = beginning.lastEvent;
    for (auto step = story.next(); step; step = story.next()) {
        if (auto ok = history.take(*step); !ok)
            return ok;
        if (history.lastEvent() - reached < qint64(stretchEvents))
            continue;
        reached = history.lastEvent();
        if (!handover.give(history.ready()))
            return {};
    }
    if (auto ok = history.settle(demoNow()); !ok)
        return ok;
    handover.give(history.ready(true));
    return {};
}

/// Writes what `tell` hands over, and calls progress.
class Scribe
{
public:
    Scribe(BulkLoad &load, const DemoOptions &options, const Progress &progress)
        : m_load(load), m_total(options.requests), m_progress(progress)
    {}

    Result<void> write(const Stretch &stretch)
    {
        for (const AccessRequest &request : stretch.requests) {
            if (auto ok = m_load.addRequest(request); !ok)
                return ok;
        }
        for (const EventRow &row : stretch.events) {
            if (auto ok = m_load.addEvent(row); !ok)
                return ok;
        }
        return report(stretch.filed * loadShare / 100);
    }

    /// The indexes are the second part of the work.
    Result<void> finish()
    {
        return m_load.finish([this](int percent) {
            return report(m_total * (loadShare + percent * (100 - loadShare) / 100) / 100)
                .has_value();
        });
    }

private:
    static constexpr int loadShare = 70;

    Result<void> report(qint64 done)
    {
        if (m_progress && !m_progress(done, m_total))
            return failure(ErrorCode::Interrupted,
                           QStringLiteral("making the demo store was stopped"));
        return {};
    }

    BulkLoad &m_load;
    qint64 m_total;
    const Progress &m_progress;
};

} // namespace

Result<void> loadDemo(const QString &path, const DemoOptions &options, const Progress &progress)
{
    const auto database = Database::open(path, 30s);
    if (!database)
        return failure(database);
    const auto beginning = beginningOf(**database);
    if (!beginning)
        return failure(beginning);
    BulkLoad load(**database, beginning->tenant);
    if (auto ok = load.begin(); !ok)
        return ok;

    Handover<Stretch> handover;
    Result<void> told;
    std::jthread teller([&] {
        told = tell(*beginning, options, handover);
        handover.close();
    });
    Scribe scribe(load, options, progress);
    Result<void> written;
    while (written) {
        const auto stretch = handover.take();
        if (!stretch)
            break;
        written = scribe.write(*stretch);
    }
    handover.close();
    teller.join();
    if (!written)
        return written;
    return told ? scribe.finish() : told;
}

} // namespace lockbox::demo
