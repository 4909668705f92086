#pragma once

#include <QStringList>

namespace lockbox::cli {

/// The name that was probably meant by `typed`; empty where none is near.
QString nearest(const QString &typed, const QStringList &names);

} // namespace lockbox::cli
