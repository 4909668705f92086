#pragma once

#include "core/service/locallockbox.h"

#include <functional>

/// The demo tenant: plausible people and requests, the same for the same seed.
namespace lockbox::demo {

struct DemoOptions {
    quint64 seed = 1;
    qint64 requests = 200;
    /// Where the log's key and pin go; see LocalOptions. Empty: nowhere.
    QString logFolder;
    QString logKeyFile;
};

/// Told now and then how many requests of how many are done; returns false to stop.
using Progress = std::function<bool(qint64 done, qint64 total)>;

/// Where the demo's clock stands when the store has been made: 2026-02-06T09:00:00Z.
Timestamp demoNow();

/// The demo's tenant, policy and users.
StoreSeed demoSeed();

/// User principal names of those who play the parts in a demo.
struct Cast {
    QString globalAdministrator, approver, plainUser, securityReader, engineer, manager;
};
Cast demoCast();

/// Makes a demo store at `path`. Small ones are made by running the use cases; large ones (from 5,000 requests) by the same
/// rules in bulk. On failure or a stop nothing is left at `path`.
Result<void> createDemoStore(const QString &path, const DemoOptions &options,
                             const Progress &progress = {});

} // namespace lockbox::demo
