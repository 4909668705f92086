#include "core/api/limits.h"

#include <algorithm>

namespace lockbox::api {

using namespace std::chrono_literals;

/// How many calls there is room for again after that time.
static double refill(std::chrono::steady_clock::duration time, int perMinute)
{
    return std::chrono::duration<double>(time).count() * perMinute / 60;
}

Limits::Limits(const LimitOptions &options, Now now) : m_options(options), m_now(std::move(now))
{}

Result<void> Limits::takeOfAddress(const QString &address)
{
    return take(QStringLiteral("address ") + address, m_options.ofAddress, "from this address");
}

Result<void> Limits::takeOfAccount(const QString &account)
{
    return take(QStringLiteral("account ") + account, m_options.ofAccount, "of this account");
}

Result<void> Limits::take(const QString &subject, int perMinute, const char *whose)
{
    if (perMinute <= 0)
        return {};
    const std::lock_guard lock(m_mutex);
    const auto now = m_now();
    if (m_buckets.size() >= m_forgetAt)
        forget();
    auto found = m_buckets.find(subject);
    if (found == m_buckets.end())
        found = m_buckets.insert(subject, {.left = double(perMinute), .at = now});
    found->left = std::min(double(perMinute), found->left + refill(now - found->at, perMinute));
    found->at = now;
    if (found->left >= 1) {
        found->left -= 1;
        return {};
    }
    const std::chrono::duration<double> wait((1 - found->left) * 60 / perMinute);
    const auto seconds = std::max(1s, std::chrono::ceil<std::chrono::seconds>(wait));
    return Failure(Error{.code = ErrorCode::TooManyTries,
                         .message = QStringLiteral("there are too many calls %1; try again in %2 s")
                                        .arg(QLatin1String(whose))
                                        .arg(seconds.count()),
                         .retryAfter = seconds});
}

void Limits::forget()
{
    const auto now = m_now();
    m_buckets.removeIf([&](const auto &entry) { return now - entry.value().at >= 1min; });
    m_forgetAt = std::max<qsizetype>(1024, m_buckets.size() * 2);
}

qsizetype Limits::known() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

} // namespace lockbox::api
