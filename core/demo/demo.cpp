#include "core/demo/demo.h"

#include "core/demo/demobulk.h"
#include "core/demo/democalendar.h"
#include "core/demo/demoplayer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace lockbox::demo {

using namespace std::chrono;

namespace {

constexpr qint64 bulkFrom = 5'000;
constexpr qint64 mostRequests = 10'000'000;

/// A store that is being made under another name; removed unless it is kept.
class PartialStore
{
public:
    explicit PartialStore(const QString &path)
        : m_path(path),
          m_partial(path + QStringLiteral(".making-")
                    + RandomIdSource().next().toString(QUuid::Id128).left(8))
    {}
    ~PartialStore()
    {
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            QFile::remove(m_partial + QLatin1String(suffix));
    }

    QString partial() const { return m_partial; }

    Result<void> keep()
    {
        if (QFile::rename(m_partial, m_path))
            return {};
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written").arg(m_path));
    }

private:
    QString m_path;
    QString m_partial;
};

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
    const QFileInfo info(path);
    if (info.exists())
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("%1 exists already; nothing was changed").arg(path));
    if (!info.dir().exists())
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no folder %1").arg(info.dir().path()));

    PartialStore store(path);
    auto made = fill(store.partial(), options, progress);
    if (made)
        made = store.keep();
    if (made)
        return made;
    Error error = made.error();
    error.message.replace(store.partial(), path);
    return Failure(error);
}

} // namespace lockbox::demo
