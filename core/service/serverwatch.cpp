#include "core/service/serverwatch.h"

#include <algorithm>
#include <condition_variable>

namespace lockbox {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

void ServerWatch::changed(const TenantId &tenant)
{
    {
        const std::lock_guard lock(m_mutex);
        m_changed.insert(tenant);
    }
    m_waker.wake();
}

void ServerWatch::learn(const TenantId &tenant, qint64 size, Source source)
{
    const auto known = m_heads.constFind(tenant);
    const bool isNews = known == m_heads.constEnd() ? m_hasHeads : *known != size;
    m_heads.insert(tenant, size);
    if (isNews)
        m_listeners.news(tenant, source);
}

Result<void> ServerWatch::lookForNews()
{
    const auto heads =
        m_directory.with([](TenantDirectory &directory) { return directory.heads(); });
    if (!heads)
        return failure(heads);
    for (const TenantHead &head : *heads)
        learn(head.tenant, head.size, Source::Look);
    m_hasHeads = true;
    return {};
}

void ServerWatch::settle(const Result<void> &looked)
{
    const auto trouble = looked ? std::nullopt : std::optional(looked.error());
    m_doors.setTrouble(trouble);
    if (trouble != std::exchange(m_trouble, trouble))
        m_listeners.trouble(trouble);
}

Result<void> ServerWatch::look()
{
    auto looked = m_directory.check();
    if (looked)
        looked = lookForNews();
    settle(looked);
    m_opening = m_directory.database() ? m_directory.database()->opening() : 0;
    return looked;
}

/// What was changed here goes to the others: all of it at once, however much has come together meanwhile.
Result<void> ServerWatch::tellOthers()
{
    QSet<TenantId> changed;
    {
        const std::lock_guard lock(m_mutex);
        changed.swap(m_changed);
    }
    if (changed.isEmpty())
        return {};
    const auto heads =
        m_directory.with([](TenantDirectory &directory) { return directory.heads(); });
    if (!heads)
        return failure(heads);
    QStringList moved;
    for (const TenantHead &head : *heads) {
        if (!changed.contains(head.tenant))
            continue;
        learn(head.tenant, head.size, Source::Here);
        if (m_told.value(head.tenant, -1) < head.size)
            moved.append(head.tenant.toString());
    }
    if (moved.isEmpty())
        return {};
    const auto told =
        m_directory.with([&](TenantDirectory &directory) { return directory.notify(moved); });
    if (!told)
        return failure(told);
    for (const TenantHead &head : *told)
        m_told.insert(head.tenant, head.size);
    return {};
}

Result<void> ServerWatch::takeNotices(std::chrono::milliseconds wait)
{
    const auto notices = m_directory.database()->notices(wait, m_waker);
    if (!notices)
        return failure(notices);
    for (const QByteArray &notice : *notices) {
        const qsizetype blank = notice.indexOf(' ');
        const TenantId tenant = TenantId::fromString(QString::fromLatin1(notice.left(blank)));
        bool ok = false;
        const qint64 size = notice.mid(blank + 1).toLongLong(&ok);
        if (!ok || tenant.isNull())
            continue;
        m_told.insert(tenant, std::max(size, m_told.value(tenant, -1)));
        // Others' notices may overtake what was seen here.
        if (size > m_heads.value(tenant, -1))
            learn(tenant, size, Source::Notice);
    }
    return {};
}

void ServerWatch::run(const std::stop_token &stop)
{
    const std::stop_callback waking(stop, [this] { m_waker.wake(); });
    auto next = steady_clock::now();
    while (!stop.stop_requested()) {
        const bool isAnew =
            m_directory.database() && m_directory.database()->opening() != m_opening;
        if (m_trouble || isAnew || steady_clock::now() >= next) {
            const auto looked = look();
            next = steady_clock::now() + m_lookEvery;
            if (!looked) {
                std::unique_lock lock(m_mutex);
                std::condition_variable_any pause;
                pause.wait_for(lock, stop, 500ms, [] { return false; });
                continue;
            }
        }
        const auto wait =
            std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(next - steady_clock::now()));
        auto done = tellOthers();
        if (done)
            done = takeNotices(wait);
        // A line that was cut is opened again by the next look.
        if (!done)
            next = steady_clock::now();
    }
}

} // namespace lockbox
