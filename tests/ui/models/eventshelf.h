#pragma once

#include "core/base/timetext.h"
#include "tests/support/fakelockbox.h"

#include <algorithm>
#include <mutex>

namespace lockbox::samples {

inline Timestamp noon()
{
    return *parseRfc3339(u"2026-02-05T12:00:00Z", QStringLiteral("time"));
}

/// An event each minute from noon on.
inline Event sampleEvent(qint64 seq, EventKind kind = EventKind::SettingChanged)
{
    Event event{.seq = seq, .at = noon() + std::chrono::minutes(seq), .kind = kind};
    event.actor = QStringLiteral("ada@contoso.example");
    event.actorRole = Role::GlobalAdministrator;
    return event;
}

/// A history that a test fills, and doors that answer from it as the real one does: by number, in
/// either direction, and a search in parts.
class EventShelf
{
public:
    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onEvents = [this](const Session &, const EventQuery &query) {
                return answer(query);
            };
            return door;
        };
    }

    void add(const Event &event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(event);
    }
    /// Events 1 to `count` in the place of what there is.
    void fill(qint64 count)
    {
        const std::lock_guard lock(m_mutex);
        m_events.clear();
        for (qint64 seq = 1; seq <= count; ++seq)
            m_events.push_back(sampleEvent(seq));
    }
    /// As for a request that the reader may not see, or may see now.
    void setHidden(const RequestId &request, bool hidden)
    {
        const std::lock_guard lock(m_mutex);
        m_hidden = hidden ? request : RequestId();
    }
    void refuse(std::optional<Error> refusal)
    {
        const std::lock_guard lock(m_mutex);
        m_refusal = std::move(refusal);
    }
    /// How many events a search looks at in one call.
    void setPart(int part)
    {
        const std::lock_guard lock(m_mutex);
        m_part = part;
    }
    int calls()
    {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }

private:
    Result<Page<Event>> answer(const EventQuery &query)
    {
        const std::lock_guard lock(m_mutex);
        ++m_calls;
        if (m_refusal)
            return Failure(*m_refusal);
        std::vector<Event> all = m_events;
        if (query.newestFirst)
            std::ranges::reverse(all);
        std::erase_if(all, [&](const Event &event) { return !isBehind(event, query); });
        Page<Event> page;
        int looked = 0;
        for (size_t i = 0; i < all.size(); ++i) {
            if (fits(all[i], query))
                page.items.push_back(all[i]);
            ++looked;
            const bool isOver = std::cmp_equal(page.items.size(), query.limit)
                                || (!query.search.isEmpty() && looked == m_part);
            if (isOver && i + 1 < all.size()) {
                page.next = QString::number(all[i].seq);
                break;
            }
        }
        return page;
    }

    bool isBehind(const Event &event, const EventQuery &query) const
    {
        if (!m_hidden.isNull() && event.request == m_hidden)
            return false;
        if (query.after == 0)
            return true;
        return query.newestFirst ? event.seq < query.after : event.seq > query.after;
    }

    static bool fits(const Event &event, const EventQuery &query)
    {
        const auto &kinds = query.kinds;
        return (kinds.empty() || std::ranges::find(kinds, event.kind) != kinds.end())
               && (!query.request || event.request.toString() == *query.request)
               && (!query.from || event.at >= *query.from)
               && (!query.until || event.at < *query.until)
               && contains(event, searchWordsOf(query));
    }

    std::mutex m_mutex;
    std::vector<Event> m_events;
    RequestId m_hidden;
    std::optional<Error> m_refusal;
    int m_part = 1000;
    int m_calls = 0;
};

} // namespace lockbox::samples
