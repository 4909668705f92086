#pragma once

#include "core/audit/signednote.h"
#include "core/base/clock.h"
#include "core/service/lockboxservice.h"

namespace lockbox {

/// What a new store starts with, all from one directory export: addresses are taken as they are, ill-formed ones too.
struct StoreSeed {
    Tenant tenant;
    Policy policy;
    std::vector<User> users;
    bool demo = false;
    /// The log's key; nothing: a new one is made, if there is a place for it (LocalOptions::logFolder, logKeyFile). Its name is the log's
    /// origin.
    std::optional<audit::SigningKey> logKey;
};

/// Which log a tenant's is: "lockbox/<tenant id>", also its key's name.
QString logOrigin(const TenantId &tenant);

/// The password of a mail account, from wherever it is kept; asked for each time it is needed. NotFound, with where it was looked for, where
/// there is none.
using MailPassword = std::function<Result<QByteArray>(const NotificationSettings &settings)>;

/// How a local store is opened. Clock and ids must outlive the service; null means the system's.
struct LocalOptions {
    const Clock *clock = nullptr;
    IdSource *ids = nullptr;
    std::chrono::milliseconds busyTimeout{
        30000}; ///< How long to wait for another process's transaction.
    /// Where what belongs to the log but not into the store is kept: `keys/` (private keys, mode 0600) and `pins/` (what each store's
    /// log was when it was last seen here). Empty: there is neither; the log is not signed and not pinned.
    QString logFolder;
    /// The private key's file, instead of the one in `logFolder`.
    QString logKeyFile;
    /// How often an open store is held against what was seen of it, and that is remembered, where it changes all the time.
    std::chrono::milliseconds lookEvery{5000};
    /// For what sends mails; without it none that takes a log-in can be sent.
    MailPassword mailPassword;
    /// Certificates that a mail server's may hang on, instead of the system's; empty: the system's.
    QString mailCaFile;
};

/// The user's own logFolder: customer-lockbox in the user's data directory.
QString userLogFolder();

/// "sqlite:///PATH" or PATH, made absolute. Other schemes are refused.
Result<QString> storePath(const QString &location);

/// Makes the store file at `path` (StoreSeed's tenant, users and policy are its first events). Refuses to touch an existing file, and
/// what a former store has left beside it.
Result<void> createLocalStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options = {});

/// Where the private half of a log's key is kept: LocalOptions::logKeyFile, else in the logFolder under the tenant's id and the key's; empty
/// where nowhere.
QString logKeyPath(const LocalOptions &options, const audit::VerifierKey &key);

/// Holds the store's log against its own bytes, keys and tables, the pin and `trust`, as LockboxService::verifyLog() does, but for whoever has
/// the file: the store's users may be what somebody has changed.
Result<LogVerification> verifyLocalStore(const QString &path, const LogTrust &trust,
                                         const LogProgress &progress,
                                         const LocalOptions &options = {});

/// Where the log of the store stands, for whoever has the file.
Result<LogState> localLogState(const QString &path, const LocalOptions &options = {});

/// The newest checkpoint, as LockboxService::checkpoint(), for whoever has the file.
Result<QByteArray> localCheckpoint(const QString &path, const LocalOptions &options = {});

/// Takes the log as it is now for the one to be expected, and ends an alarm: after a backup was put back on purpose.
Result<LogState> repinLocalStore(const QString &path, const LocalOptions &options);

/// Opens the store at `path`; an older schema is brought up to date first. Where it can't be written, it can be read, and calls that
/// change something answer StoreUnwritable.
Result<std::unique_ptr<LockboxService>> openLocalStore(const QString &path,
                                                       const LocalOptions &options = {});

/// The log's head, as soon as it is beyond `after`, or after `wait`, or when it is stopped. Belongs to one thread.
using StoreWatch = std::function<Result<qint64>(qint64 after, std::chrono::milliseconds wait,
                                                std::stop_token stop)>;

/// Tells whoever has the file that something has happened, by whichever process or by the clock alone.
Result<StoreWatch> watchLocalStore(const QString &path, const LocalOptions &options = {});

/// Demo stores only: sets the store's clock so that it shows `shown` at this moment of `clock`. Tells no event.
Result<void> setDemoClock(const QString &path, Timestamp shown, const Clock &clock);

/// Checks the whole file (SQLite's integrity_check, foreign keys, that the schema is all there, and that the search index fits the requests);
/// takes long on a large one, and keeps writers waiting.
Result<void> checkLocalStore(const QString &path, const LocalOptions &options = {});

} // namespace lockbox
