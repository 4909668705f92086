#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace lockbox::cli {

/// The name that was probably meant by `typed`; empty where none is near.
QString nearest(const QString &typed, const QStringList &names);

/// That `typed` is no such thing: 'there is no role "x"', which one was probably meant, and all that are known.
Failure unknownName(const QString &field, const QString &thing, const QString &typed,
                    const QStringList &names);

/// The slugs of some values of a kind.
template<typename Values>
QStringList slugsOf(const Values &values)
{
    QStringList slugs;
    for (const auto &value : values)
        slugs.append(toSlug(value));
    return slugs;
}

} // namespace lockbox::cli
