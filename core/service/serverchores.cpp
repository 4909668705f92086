#include "core/service/serverchores.h"

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

ServerChores::ServerChores(const ServerPlace &place, ServerDoors &doors,
                           const LocalOptions &options, Listener listener, const Options &how)
    : m_place(place),
      m_directory(place),
      m_doors(doors),
      m_options(options),
      m_listener(std::move(listener)),
      m_how(how)
{}

void ServerChores::run(const std::stop_token &stop)
{
    std::vector<std::jthread> threads;
    for (int i = 0; m_how.sendsMail && i < m_how.threads; ++i)
        threads.emplace_back([this, stop] { work(stop); });
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    while (!stop.stop_requested()) {
        if (!m_doors.trouble())
            look(stop);
        std::unique_lock lock(mutex);
        wakeUp.wait_for(lock, stop, m_how.pause, [] { return false; });
    }
}

/// What can't be done now, is done the next time.
void ServerChores::look(const std::stop_token &stop)
{
    const auto served = m_directory.tenants();
    const Timestamp now = (m_options.clock ? *m_options.clock : m_systemClock).now();
    const auto due = m_directory.with([&](TenantDirectory &tenants) { return tenants.due(now); });
    if (!served || !due)
        return;
    for (const DueTenant &one : *due) {
        const bool isServed = std::any_of(served->begin(), served->end(),
                                          [&](const Tenant &it) { return it.id == one.tenant; });
        if (!isServed || stop.stop_requested())
            continue;
        if (one.hasDeadline)
            settle(one.tenant, stop);
        if (one.hasMail && m_how.sendsMail)
            queue(one.tenant);
    }
}

void ServerChores::settle(const TenantId &tenant, const std::stop_token &stop)
{
    const auto door = m_doors.open(tenant);
    if (door && (*door)->watch(-1, 0ms, stop))
        m_doors.changed(tenant);
}

void ServerChores::queue(const TenantId &tenant)
{
    {
        const std::lock_guard lock(m_mutex);
        Sending &sending = m_sendings[tenant.toString()];
        if (sending.isQueued || sending.notBefore > steady_clock::now())
            return;
        sending.isQueued = true;
        m_queue.push_back(tenant);
    }
    m_hasWork.notify_one();
}

void ServerChores::work(const std::stop_token &stop)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_hasWork.wait(lock, stop, [this] { return !m_queue.empty(); }))
            return;
        const TenantId tenant = m_queue.front();
        m_queue.pop_front();
        Sending &sending = m_sendings[tenant.toString()];
        auto sender = std::move(sending.sender);
        lock.unlock();
        const auto tally = send(tenant, sender, stop);
        if (sender && !sender->hasReports())
            sender.reset();
        lock.lock();
        sending.sender = std::move(sender);
        sending.isQueued = false;
        settled(tenant, sending, tally);
    }
}

Result<SendTally> ServerChores::send(const TenantId &tenant, std::unique_ptr<NoticeSender> &sender,
                                     const std::stop_token &stop)
{
    if (!sender) {
        auto outbox = LocalOutbox::openPostgres(m_place.url, tenant, m_options);
        if (!outbox)
            return failure(outbox);
        sender = std::make_unique<NoticeSender>(std::move(*outbox), m_options);
    }
    return sender->once(stop);
}

void ServerChores::settled(const TenantId &tenant, Sending &sending, const Result<SendTally> &tally)
{
    const bool isNews = tally ? !(*tally == SendTally()) : sending.told != tally.error();
    if (isNews) {
        const auto known = m_doors.tenant(tenant.toString());
        m_listener(known.value_or(Tenant{.id = tenant, .name = {}, .domain = {}, .provider = {}}),
                   tally);
    }
    if (isNews && tally)
        m_doors.changed(tenant);
    sending.told = tally ? std::nullopt : std::optional(tally.error());
    const bool isSoon = tally || mayTryAgain(tally.error().code);
    sending.notBefore = steady_clock::now() + (isSoon ? 1s : m_how.patience);
}

} // namespace lockbox
