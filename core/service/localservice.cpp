#include "core/service/localservice.h"
#include "core/domain/origin.h"
#include "core/domain/validation.h"

#include <QJsonArray>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace lockbox {

using namespace std::chrono_literals;

LocalLockbox::LocalLockbox(std::shared_ptr<Database> database, const LocalOptions &options)
    : m_database(std::move(database)),
      m_options(options),
      m_clock(options.clock ? *options.clock : m_systemClock),
      m_ids(options.ids ? *options.ids : m_randomIds),
      m_tenants(*m_database),
      m_accounts(*m_database),
      m_requests(*m_database),
      m_events(*m_database),
      m_notifications(*m_database),
      m_outbox(*m_database),
      m_answers(*m_database),
      m_notices(*m_database),
      m_log(*m_database, options)
{}

LocalLockbox::~LocalLockbox()
{
    m_log.leave();
}

Result<void> LocalLockbox::tell(const TenantRow &tenant, const Event &event, qint64 requestKey,
                                const AccessRequest *request)
{
    if (auto ok = m_log.beforeChange(tenant, nowOf(tenant)); !ok)
        return ok;
    if (const auto stored = m_events.append(tenant.key, event, requestKey); !stored)
        return failure(stored);
    return m_notices.write(tenant, event, request, requestKey, nowOf(tenant));
}

Result<std::optional<QByteArray>> LocalLockbox::answered(const Scene &here, const Once &wish)
{
    constexpr int longestKey = 255;
    if (wish.key.isEmpty() || wish.key.size() > longestKey)
        return invalid(QStringLiteral("idempotencyKey"),
                       QStringLiteral("an idempotency key has 1 to %1 characters").arg(longestKey));
    const auto account = findAccount(here, here.actor.userPrincipalName);
    if (!account)
        return failure(account);
    const auto answer = m_answers.find(account->key, wish.key);
    if (!answer)
        return failure(answer);
    if (!*answer)
        return std::nullopt;
    if ((*answer)->question != wish.question)
        return invalid(QStringLiteral("idempotencyKey"),
                       QStringLiteral("this idempotency key was used for something else"));
    return (*answer)->body;
}

Result<void> LocalLockbox::keepAnswer(const Scene &here, const Once &wish, const QByteArray &body)
{
    const auto account = findAccount(here, here.actor.userPrincipalName);
    if (!account)
        return failure(account);
    if (auto ok = m_answers.forgetBefore(here.now - 24h); !ok)
        return ok;
    return m_answers.insert(account->key, wish.key, {.question = wish.question, .body = body},
                            here.now);
}

Result<LocalLockbox::Scene> LocalLockbox::scene(const Session &session)
{
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    const auto account = m_accounts.find(tenant->key, session.userPrincipalName);
    if (!account)
        return failure(account);
    if (!*account)
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("there is no user \"%1\" in the tenant %2")
                           .arg(session.userPrincipalName.left(256), tenant->tenant.name));
    Scene here{.tenant = *tenant, .actor = toActor((*account)->user), .now = nowOf(*tenant)};
    here.actor = throughService(here.actor, session.method, session.address);
    return here;
}

Event LocalLockbox::Scene::event(EventKind kind) const
{
    Event event{.seq = 0, .at = now, .kind = kind, .actor = actor.userPrincipalName};
    event.method = actor.method;
    event.address = actor.address;
    return event;
}

Result<void> LocalLockbox::settle(Transaction::Kind kind)
{
    if (m_log.alarm())
        return {};
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    const Timestamp now = nowOf(*tenant);
    const auto due = m_requests.due(tenant->key, now, 1);
    if (!due)
        return failure(due);
    // A demo's clock may have jumped: what was due before a deadline arrived before it.
    if (tenant->demo && !due->empty()) {
        if (auto ok = deliverDue(*tenant, now, kind); !ok)
            return ok;
    }
    if (!due->empty()) {
        if (auto ok = settleDue(*tenant, now, kind); !ok)
            return ok;
    }
    return tenant->demo ? deliverDue(*tenant, now, kind) : Result<void>();
}

/// In a demo store nothing leaves the machine: what is due lies in the inbox.
Result<void> LocalLockbox::deliverDue(const TenantRow &tenant, Timestamp now,
                                      Transaction::Kind kind)
{
    const auto next = m_outbox.nextDue(tenant.key);
    if (!next)
        return failure(next);
    if (!*next || **next > now)
        return {};
    Transaction transaction(*m_database, kind);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    if (auto ok = m_outbox.deliverDue(tenant.key, now); !ok)
        return ok;
    return transaction.commit();
}

Result<void> LocalLockbox::settleDue(const TenantRow &tenant, Timestamp now, Transaction::Kind kind)
{
    constexpr int batch = 500;
    for (;;) {
        StoreLog::Change step(m_log);
        Transaction transaction(*m_database, kind);
        if (auto ok = transaction.begun(); !ok)
            return ok;
        const auto due = m_requests.due(tenant.key, now, batch);
        if (!due)
            return failure(due);
        for (const RequestRow &row : *due) {
            const auto change = rules::elapse(row.request, now);
            if (!change)
                continue;
            // The clock is never refused, so the guard asks for the state only.
            const auto stored = store(tenant, row, *change, Timestamp::min());
            if (!stored)
                return failure(stored);
            if (!*stored)
                return failure(ErrorCode::Internal,
                               QStringLiteral("request %1 changed under its own transaction")
                                   .arg(row.request.id.toString()));
        }
        if (auto ok = step.commit(transaction); !ok)
            return ok;
        if (due->size() < batch)
            return {};
    }
}

Result<bool> LocalLockbox::store(const TenantRow &tenant, const RequestRow &before,
                                 const rules::Change &change, Timestamp aliveAt)
{
    if (change.request != before.request) {
        const auto changed = m_requests.update(tenant.key, before, change.request, aliveAt);
        if (!changed || !*changed)
            return changed;
    }
    for (const Event &event : change.events) {
        if (auto ok = tell(tenant, event, before.key, &change.request); !ok)
            return failure(ok);
    }
    return true;
}

Result<StoreInfo> LocalLockbox::info()
{
    // Where that can't be done now, what is known of an alarm is told.
    (void)m_log.lookNowAndThen();
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    return StoreInfo{.tenant = tenant->tenant,
                     .demo = tenant->demo,
                     .location = m_database->path(),
                     .clockOffset = tenant->clockOffset,
                     .alarm = m_log.alarm()};
}

Result<Timestamp> LocalLockbox::now()
{
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    return nowOf(*tenant);
}

Result<User> LocalLockbox::account(const Session &session)
{
    return inTransaction<User>(Transaction::Kind::Read, session,
                               [&](const Scene &here) -> Result<User> {
                                   const auto row = findAccount(here, here.actor.userPrincipalName);
                                   return row ? Result<User>(row->user) : failure(row);
                               });
}

Result<std::vector<User>> LocalLockbox::personas()
{
    const auto tenant = m_tenants.first();
    if (!tenant)
        return failure(tenant);
    if (!tenant->demo)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("only in a demo store can one take another's part"));
    const auto rows = m_accounts.list(tenant->key);
    if (!rows)
        return failure(rows);
    std::vector<User> users;
    for (const AccountRow &row : *rows)
        users.push_back(row.user);
    return users;
}

Result<Timestamp> LocalLockbox::advanceClock(const Session &session, std::chrono::seconds by)
{
    if (by <= 0s || by > std::chrono::days(366))
        return invalid(QStringLiteral("duration"),
                       QStringLiteral("the clock moves forward, by a year at most"));
    const auto moved = writing<Timestamp>(session, [&](const Scene &here) -> Result<Timestamp> {
        if (auto ok = m_tenants.updateClockOffset(here.key(), here.tenant.clockOffset + by); !ok)
            return failure(ok);
        Event event = here.event(EventKind::ClockAdvanced);
        event.details = {{QStringLiteral("by"), qint64(by.count())}};
        if (auto ok = tell(here.tenant, event, 0); !ok)
            return failure(ok);
        return here.now + by;
    });
    // The clock has moved. Where its doing can't be written down now, the next call does so.
    if (moved)
        (void)settle(Transaction::Kind::WriteIfFree);
    return moved;
}

Result<std::optional<Timestamp>> LocalLockbox::nextDeadline(const Session &session)
{
    return reading<std::optional<Timestamp>>(
        session, [&](const Scene &here) -> Result<std::optional<Timestamp>> {
            return m_requests.nextDeadline(here.key(), here.now);
        });
}

Result<Page<Event>> LocalLockbox::events(const Session &session, const EventQuery &query)
{
    if (query.limit < 1 || query.limit > 1000)
        return invalid(QStringLiteral("limit"), QStringLiteral("limit must be between 1 and 1000"));
    if (const auto text =
            checkOptionalText(QStringLiteral("search"), query.search, TextLimits::search);
        !text)
        return failure(text);
    return reading<Page<Event>>(session, [&](const Scene &here) -> Result<Page<Event>> {
        if (const auto role = rules::permission(here.actor, rules::Operation::ReadEvents); !role)
            return failure(role);
        qint64 key = 0;
        if (query.request) {
            const auto row = resolve(here, *query.request);
            if (!row)
                return failure(row);
            key = row->key;
        }
        auto page = m_events.page(here.key(), query, key, visibilityOf(here.actor));
        if (page)
            page->items = rules::shownTo(here.actor, std::move(page->items));
        return page;
    });
}

/// What those are told of an event who may not read the history: that there is one. Consoles must know when the clock was moved.
static Event outline(const Event &event)
{
    Event bare{.seq = event.seq, .at = event.at};
    if (event.kind == EventKind::ClockAdvanced)
        bare.kind = event.kind;
    return bare;
}

Result<Changes> LocalLockbox::changesAfter(const Session &session, qint64 after)
{
    constexpr int most = 1000;
    return reading<Changes>(session, [&](const Scene &here) -> Result<Changes> {
        const auto last = m_events.last(here.key());
        if (!last)
            return failure(last);
        Changes changes{.events = {}, .head = *last};
        if (after < 0 || *last <= after)
            return changes;
        const bool reads = rules::permission(here.actor, rules::Operation::ReadEvents).has_value();
        auto events =
            m_events.list(here.key(), after, most, reads ? visibilityOf(here.actor) : Visibility{});
        if (!events)
            return failure(events);
        if (std::cmp_equal(events->size(), most))
            changes.head = events->back().seq;
        if (!reads)
            std::transform(events->begin(), events->end(), events->begin(), outline);
        changes.events = rules::shownTo(here.actor, std::move(*events));
        return changes;
    });
}

template<typename T, typename Look>
Result<T> LocalLockbox::waitFor(Look look, std::chrono::milliseconds wait, std::stop_token stop)
{
    const auto end = std::chrono::steady_clock::now() + wait;
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    std::unique_lock lock(mutex);
    for (;;) {
        const auto version = m_database->dataVersion();
        if (!version)
            return failure(version);
        if (auto ok = m_log.lookNowAndThen(); !ok)
            return failure(ok);
        const bool isLast = stop.stop_requested() || std::chrono::steady_clock::now() >= end;
        const Result<std::optional<T>> found = look(isLast);
        if (!found)
            return failure(found);
        if (*found)
            return **found;
        // Until another process has committed, or for half a second: then a deadline may have passed.
        const auto next = std::min(end, std::chrono::steady_clock::now() + 500ms);
        while (std::chrono::steady_clock::now() < next && !stop.stop_requested()) {
            wakeUp.wait_for(lock, stop, 50ms, [] { return false; });
            const auto current = m_database->dataVersion();
            if (!current || *current != *version)
                break;
        }
    }
}

Result<Changes> LocalLockbox::changes(const Session &session, qint64 after,
                                      std::chrono::milliseconds wait, std::stop_token stop)
{
    const auto look = [&](bool isLast) -> Result<std::optional<Changes>> {
        auto found = changesAfter(session, after);
        if (!found)
            return failure(found);
        if (isLast || after < 0 || !found->events.empty())
            return *found;
        after = std::max(after, found->head); // past what the caller may not see
        return std::nullopt;
    };
    return waitFor<Changes>(look, wait, std::move(stop));
}

Result<qint64> LocalLockbox::headAfter(qint64 after, std::chrono::milliseconds wait,
                                       std::stop_token stop)
{
    const auto look = [&](bool isLast) -> Result<std::optional<qint64>> {
        (void)settle(Transaction::Kind::WriteIfFree);
        const auto tenant = m_tenants.first();
        if (!tenant)
            return failure(tenant);
        const auto head = m_events.last(tenant->key);
        if (!head)
            return failure(head);
        return isLast || *head > after ? std::optional(*head) : std::nullopt;
    };
    return waitFor<qint64>(look, wait, std::move(stop));
}

} // namespace lockbox
