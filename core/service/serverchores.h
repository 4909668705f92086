#pragma once

#include "core/service/noticesender.h"
#include "core/service/serverdoors.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <thread>

namespace lockbox {

/// Does for all tenants of a store on a server what is due by the clock alone: writes down what deadlines have done, and sends notices. Several copies of
/// a service may do it at the same time. Belongs to the thread that runs it, which has some more for mails: one tenant's slow mail server is not the others'.
class ServerChores
{
public:
    /// Told of each round in which something was sent, and of a failure when it first occurs; on any thread.
    using Listener = std::function<void(const Tenant &tenant, const Result<SendTally> &tally)>;

    struct Options {
        bool sendsMail = true;
        std::chrono::milliseconds pause{1000}; ///< Between two looks at what is due.
        std::chrono::milliseconds patience{
            30000};      ///< Before a tenant whose mails can't be sent is tried again.
        int threads = 8; ///< Tenants whose mails are sent at the same time.
    };

    ServerChores(const ServerPlace &place, ServerDoors &doors, const LocalOptions &options,
                 Listener listener, const Options &how);

    void run(const std::stop_token &stop);

private:
    /// A tenant's mails, as far as they are remembered.
    struct Sending {
        bool isQueued = false; ///< Or under way.
        std::chrono::steady_clock::time_point notBefore;
        std::optional<Error> told;
        /// Kept as long as it knows of mails that were sent and could not be written down.
        std::unique_ptr<NoticeSender> sender;
    };

    void look(const std::stop_token &stop);
    void settle(const TenantId &tenant, const std::stop_token &stop);
    void queue(const TenantId &tenant);
    void work(const std::stop_token &stop);
    Result<SendTally> send(const TenantId &tenant, std::unique_ptr<NoticeSender> &sender,
                           const std::stop_token &stop);
    void settled(const TenantId &tenant, Sending &sending, const Result<SendTally> &tally);

    ServerPlace m_place;
    ServerDirectory m_directory;
    ServerDoors &m_doors;
    LocalOptions m_options;
    Listener m_listener;
    Options m_how;
    SystemClock m_systemClock;

    std::mutex m_mutex; ///< Of all that follows.
    std::condition_variable_any m_hasWork;
    std::deque<TenantId> m_queue;
    std::map<QString, Sending> m_sendings; ///< By tenant.
};

} // namespace lockbox
