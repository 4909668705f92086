#include "core/demo/demo.h"

#include "core/demo/demobulk.h"
#include "core/demo/democalendar.h"
#include "core/demo/demoplayer.h"
#include "core/store/newstorefile.h"

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
    NewStoreFile store(path);
    if (auto ok = store.checkPlace(); !ok)
        return ok;
    auto made = fill(store.path(), options, progress);
    if (made)
        made = store.keep();
    if (made)
        return made;
    Error error = made.error();
    error.message.replace(store.path(), path);
    return Failure(error);
}

} // namespace lockbox::demo
