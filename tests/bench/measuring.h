#pragma once

#include "core/base/result.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <vector>

namespace lockbox::bench {

/// The value, or the program's end with the reason.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

using Instant = std::chrono::steady_clock::time_point;

inline double millisecondsSince(Instant start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

/// Figures of one kind.
class Samples
{
public:
    void add(double value) { m_values.push_back(value); }
    void clear() { m_values.clear(); }
    size_t size() const { return m_values.size(); }
    /// The value below which this share of all lies: at(0.99).
    double at(double share) const
    {
        std::vector<double> sorted = m_values;
        std::sort(sorted.begin(), sorted.end());
        const auto place = static_cast<size_t>(share * static_cast<double>(sorted.size()));
        return sorted.empty() ? 0 : sorted[std::min(place, sorted.size() - 1)];
    }
    double median() const { return at(0.5); }
    double greatest() const { return at(1); }

private:
    std::vector<double> m_values;
};

} // namespace lockbox::bench
