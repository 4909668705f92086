#include "core/service/localservice.h"

#include <QStandardPaths>

namespace lockbox {

QString userLogFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox");
}

static Failure notYet()
{
    return failure(ErrorCode::NotSupported, QStringLiteral("this store has no log yet"));
}

Result<LogState> LocalLockbox::logState(const Session &)
{
    return notYet();
}

Result<QByteArray> LocalLockbox::checkpoint(const Session &)
{
    return notYet();
}

Result<QByteArray> LocalLockbox::leaf(const Session &, qint64)
{
    return notYet();
}

Result<QByteArray> LocalLockbox::proof(const Session &, qint64, const QByteArray &)
{
    return notYet();
}

Result<LogVerification> LocalLockbox::verifyLog(const Session &, const LogTrust &,
                                                const LogProgress &)
{
    return notYet();
}

Result<LogVerification> verifyLocalStore(const QString &, const LogTrust &, const LogProgress &,
                                         const LocalOptions &)
{
    return notYet();
}

Result<LogState> localLogState(const QString &, const LocalOptions &)
{
    return notYet();
}

Result<QByteArray> localCheckpoint(const QString &, const LocalOptions &)
{
    return notYet();
}

Result<LogState> repinLocalStore(const QString &, const LocalOptions &)
{
    return notYet();
}

} // namespace lockbox
