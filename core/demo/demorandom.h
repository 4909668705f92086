#pragma once

#include <QStringList>

#include <random>
#include <vector>

namespace lockbox::demo {

/// Numbers that follow from a seed, the same on every platform: whole numbers only, and none of the library's distributions.
class Random
{
public:
    explicit Random(quint64 seed) : m_engine(seed) {}

    /// 0 up to and without `limit`, which is at least 1.
    quint64 below(quint64 limit) { return m_engine() % limit; }
    /// Both ends included.
    qint64 between(qint64 least, qint64 most)
    {
        return least + qint64(below(quint64(most - least + 1)));
    }
    bool percent(unsigned chance) { return below(100) < chance; }

    template<typename T>
    const T &pick(const std::vector<T> &choices)
    {
        return choices[below(choices.size())];
    }
    const QString &pick(const QStringList &choices)
    {
        return choices.at(qsizetype(below(quint64(choices.size()))));
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace lockbox::demo
