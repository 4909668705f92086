#include "core/service/locallockbox.h"

#include "core/service/logkeyfile.h"
#include "core/service/storefailure.h"
#include "core/service/storeseed.h"
#include "core/store/newstorefile.h"
#include "core/store/schema.h"

#include <QDir>
#include <QFile>

namespace lockbox {

using namespace std::chrono_literals;

Result<QString> storePath(const QString &location)
{
    static const QString scheme = QStringLiteral("sqlite://");
    QString path = location;
    if (location.startsWith(scheme, Qt::CaseInsensitive))
        path = location.mid(scheme.size());
    else if (location.contains(QStringLiteral("://")))
        return invalid(QStringLiteral("store"),
                       QStringLiteral("\"%1\" is no local store: give a path or sqlite:///PATH")
                           .arg(location));
    if (path.isEmpty())
        return invalid(QStringLiteral("store"),
                       QStringLiteral("store is empty: give a path or sqlite:///PATH"));
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

static Result<void> makeFile(const QString &path, const StoreSeed &seed,
                             const LocalOptions &options)
{
    auto database = Database::open(path, options.busyTimeout, true);
    if (!database)
        return failure(database);
    if (auto ok = createSchema(**database); !ok)
        return ok;
    const SystemClock systemClock;
    return plant(**database, seed, (options.clock ? *options.clock : systemClock).now());
}

static Result<void> makeStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options)
{
    NewStoreFile file(path);
    if (auto ok = file.checkPlace(); !ok)
        return ok;
    if (auto ok = makeFile(file.path(), seed, options); !ok)
        return ok;
    return file.keep();
}

Result<void> createLocalStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options)
{
    auto checkedSeed = checked(seed);
    if (!checkedSeed)
        return failure(checkedSeed);
    if (auto ok = NewStoreFile(path).checkPlace(); !ok)
        return ok;
    if (auto ok = makeLogKey(*checkedSeed, options); !ok)
        return ok;
    // The key first: a store whose private key was never kept could not be signed again.
    const auto &key = checkedSeed->logKey;
    const LogKeyFile keyFile(key ? logKeyPath(options, key->verifier()) : QString());
    const bool isNew = !keyFile.path().isEmpty() && !keyFile.exists();
    if (!keyFile.path().isEmpty()) {
        if (auto ok = keyFile.write({.key = *key, .isShared = checkedSeed->demo}); !ok)
            return ok;
    }
    auto made = makeStore(path, *checkedSeed, options);
    // Whatever was at this place before: this one is expected from now on.
    const bool isMade = made.has_value();
    if (made) {
        if (const auto pinned = repinLocalStore(path, options); !pinned)
            made = failure(pinned);
    }
    if (!made && isMade)
        QFile::remove(path);
    if (!made && isNew)
        keyFile.remove();
    return made ? made : Failure(naming(made.error(), path));
}

} // namespace lockbox
