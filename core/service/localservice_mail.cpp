#include "core/service/localservice.h"

namespace lockbox {

Result<Letter> LocalLockbox::letter(const Session &, qint64)
{
    return failure(ErrorCode::NotSupported, QString());
}

Result<MailVerdict> LocalLockbox::checkMail(const Session &, const QByteArray &)
{
    return failure(ErrorCode::NotSupported, QString());
}

Result<TestMail> LocalLockbox::sendTestMail(const Session &, const QString &)
{
    return failure(ErrorCode::NotSupported, QString());
}

} // namespace lockbox
