#pragma once

#include "core/base/result.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace lockbox::api {

/// How much may be asked of a service.
struct LimitOptions {
    /// Calls a minute, and as many at once after a minute of quiet; 0: as many as come. Far beyond what a console asks (a few at each change).
    int ofAccount = 12'000;
    int ofAddress = 120'000;
};

/// Counts calls, by account and by address: a token bucket each. Of one copy of the service. Safe to call from any thread.
class Limits
{
public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;

    explicit Limits(const LimitOptions &options, Now now = &Clock::now);

    /// One more call. TooManyTries says when the next is heard.
    Result<void> takeOfAddress(const QString &address);
    Result<void> takeOfAccount(const QString &account);

    /// Accounts and addresses that are kept in mind.
    qsizetype known() const;

private:
    struct Bucket {
        double left = 0;
        Clock::time_point at;
    };

    Result<void> take(const QString &subject, int perMinute, const char *whose);
    /// Those that are full again are as if they had never been.
    void forget();

    LimitOptions m_options;
    Now m_now;
    mutable std::mutex m_mutex;
    QHash<QString, Bucket> m_buckets;
    qsizetype m_forgetAt = 1024;
};

} // namespace lockbox::api
