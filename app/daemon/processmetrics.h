#pragma once

#include <QByteArray>

namespace lockbox::daemon {

/// What this process takes of the machine, under the names that every exporter of Prometheus uses.
QByteArray processMetrics();

} // namespace lockbox::daemon
