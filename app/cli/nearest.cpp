#include "app/cli/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace lockbox::cli {

/// The only name of which `typed` is a part; empty where there are several or none.
static QString onlyHolder(const QString &typed, const QStringList &names)
{
    constexpr qsizetype shortestPart = 4;
    const QStringList holders =
        typed.size() < shortestPart ? QStringList() : names.filter(typed, Qt::CaseInsensitive);
    return holders.size() == 1 ? holders.front() : QString();
}

/// How many letters must be added, removed or replaced (Levenshtein).
static int distance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar letter : a) {
        int diagonal = row[0]++;
        for (size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (letter == b.at(qsizetype(j) - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

QString nearest(const QString &typed, const QStringList &names)
{
    constexpr qsizetype longestTyped = 64;
    if (typed.isEmpty() || typed.size() > longestTyped)
        return {};
    QString best;
    int bestDistance = std::max(2, int(typed.size()) / 3) + 1;
    for (const QString &name : names) {
        const bool begun = typed.size() >= 2 && name.startsWith(typed, Qt::CaseInsensitive);
        const int apart = begun ? 0 : distance(typed.toLower(), name.toLower());
        if (apart < bestDistance) {
            best = name;
            bestDistance = apart;
        }
    }
    return best.isEmpty() ? onlyHolder(typed, names) : best;
}

Failure unknownName(const QString &field, const QString &thing, const QString &typed,
                    const QStringList &names)
{
    const QString near = nearest(typed, names);
    const QString meant =
        near.isEmpty() ? QString() : QStringLiteral(" (did you mean \"%1\"?)").arg(near);
    return invalid(field, QStringLiteral("there is no %1 \"%2\"%3; known are %4")
                              .arg(thing, typed, meant, names.join(QStringLiteral(", "))));
}

} // namespace lockbox::cli
