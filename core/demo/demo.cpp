#include "core/demo/demo.h"

#include "core/demo/demobulk.h"
#include "core/demo/democalendar.h"
#include "core/demo/demoplayer.h"
#include "core/service/logkeyfile.h"
#include "core/store/logstore.h"
#include "core/store/newstorefile.h"
#include "core/store/tenantstore.h"

#include <QFile>

namespace lockbox::demo {

using namespace std::chrono;

namespace {

constexpr qint64 bulkFrom = 5'000;
constexpr qint64 mostRequests = 10'000'000;

Result<void> fill(const QString &path, const DemoOptions &options, const Progress &progress)
{
    const ManualClock beginning(Calendar::start());
    if (auto ok = createLocalStore(path, demoSeed(), {.clock = &beginning}); !ok)
        return ok;
    auto filled = options.requests < bulkFrom ? playDemo(path, options, progress)
                                              : loadDemo(path, options, progress);
    if (!filled)
        return filled;
    return setDemoClock(path, demoNow(), SystemClock());
}

/// A year made in one go has one checkpoint.
Result<void> sign(const QString &path)
{
    const auto database = Database::open(path, 30s);
    if (!database)
        return failure(database);
    const auto tenant = TenantStore(**database).first();
    if (!tenant)
        return failure(tenant);
    Transaction transaction(**database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    if (auto note = LogStore(**database).sign(tenant->key, *demoSeed().logKey); !note)
        return failure(note);
    return transaction.commit();
}

Result<void> make(const QString &path, const DemoOptions &options, const LocalOptions &places,
                  const Progress &progress)
{
    NewStoreFile store(path);
    if (auto ok = store.checkPlace(); !ok)
        return ok;
    const StoreSeed seed = demoSeed();
    if (const QString file = logKeyPath(places, seed.logKey->verifier()); !file.isEmpty()) {
        if (auto ok = LogKeyFile(file).write({.key = *seed.logKey, .isShared = true}); !ok)
            return ok;
    }
    auto made = fill(store.path(), options, progress);
    if (made)
        made = sign(store.path());
    if (made)
        made = store.keep();
    if (made) {
        const auto pinned = repinLocalStore(path, places);
        if (pinned)
            return made;
        made = failure(pinned);
        QFile::remove(path);
    }
    Error error = made.error();
    error.message.replace(store.path(), path);
    return Failure(error);
}

} // namespace

Timestamp demoNow()
{
    return sys_days(year(2026) / February / 6) + hours(9);
}

Result<void> createDemoStore(const QString &path, const DemoOptions &options,
                             const Progress &progress)
{
    if (options.requests < 0 || options.requests > mostRequests)
        return invalid(QStringLiteral("requests"),
                       QStringLiteral("requests must be between 0 and %1").arg(mostRequests));
    return make(path, options, {.logFolder = options.logFolder, .logKeyFile = options.logKeyFile},
                progress);
}

} // namespace lockbox::demo
