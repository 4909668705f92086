#pragma once

#include "core/base/error.h"

namespace lockbox {

/// Where the present comes from. Handed in wherever time decides, so that tests and demos can set it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
};

/// A clock that stands still until it is moved. Not for use by several threads at once.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Timestamp start) : m_now(start) {}
    Timestamp now() const override { return m_now; }
    void set(Timestamp now) { m_now = now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Timestamp m_now;
};

} // namespace lockbox
