#pragma once

#include "core/service/serverdoors.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <mutex>

namespace lockbox {

/// Watches a store on a server for a service: whether it can be used, and in which tenants something has happened, by whichever copy of the service. One
/// connection for all of them: copies tell each other by NOTIFY, in a transaction of its own after the change, as one inside it would have all tenants'
/// changes wait for each other. What a copy could not tell any more is found by looking.
class ServerWatch
{
public:
    /// By what it came out that something has happened.
    enum class Source { Here, Notice, Look };

    struct Listeners {
        std::function<void(const TenantId &tenant, Source source)> news;
        /// Told when it changes; nothing: all is well.
        std::function<void(const std::optional<Error> &trouble)> trouble;
    };

    /// Looks that often, whether there are notices or not.
    ServerWatch(const ServerPlace &place, ServerDoors &doors, Listeners listeners,
                std::chrono::milliseconds lookEvery = std::chrono::seconds(1))
        : m_directory(place, TenantDirectory::channel()),
          m_doors(doors),
          m_listeners(std::move(listeners)),
          m_lookEvery(lookEvery)
    {}

    /// Looks once; refused where the server can't be used now, which the doors are then told. Not while it runs.
    Result<void> look();
    /// Takes notices, and looks now and then, until it is stopped. Belongs to the thread that calls it.
    void run(const std::stop_token &stop);
    /// This process may have changed something: others are told of it. Safe to call from any thread.
    void changed(const TenantId &tenant);

private:
    Result<void> lookForNews();
    Result<void> tellOthers();
    Result<void> takeNotices(std::chrono::milliseconds wait);
    void learn(const TenantId &tenant, qint64 size, Source source);
    void settle(const Result<void> &looked);

    ServerDirectory m_directory;
    ServerDoors &m_doors;
    Listeners m_listeners;
    std::chrono::milliseconds m_lookEvery;
    QHash<TenantId, qint64> m_heads; ///< As they were seen last.
    QHash<TenantId, qint64> m_told;  ///< As the others know them.
    bool m_hasHeads = false;
    int m_opening = 0; ///< Of the connection, at the last look.
    std::optional<Error> m_trouble;
    NoticeWaker m_waker;
    std::mutex m_mutex;
    QSet<TenantId> m_changed; ///< In this process, since others were told.
};

} // namespace lockbox
