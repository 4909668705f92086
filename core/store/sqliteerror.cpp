#include "core/store/sqliteerror.h"

#include <sqlite3.h>

namespace lockbox {

Error toError(sqlite3 *connection)
{
    return toError(sqlite3_extended_errcode(connection),
                   QString::fromUtf8(sqlite3_errmsg(connection)));
}

Error toError(int code, const QString &text)
{
    const auto make = [&](ErrorCode kind, const QString &meaning) {
        return Error{.code = kind, .message = QStringLiteral("%1 (%2)").arg(meaning, text)};
    };
    if (code == SQLITE_IOERR_SHMSIZE) // no room for the shared-memory file beside the store
        return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return make(ErrorCode::StoreLocked,
                    QStringLiteral("the store is kept busy by another process"));
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return make(ErrorCode::StoreUnwritable,
                    QStringLiteral("the store or its folder can't be written"));
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
        return make(ErrorCode::StoreDamaged,
                    QStringLiteral("the store is damaged or can't be read"));
    case SQLITE_TOOBIG:
        return make(ErrorCode::StoreDamaged,
                    QStringLiteral("it is longer than anything that this program writes"));
    case SQLITE_FULL: return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    case SQLITE_NOTADB:
        return make(ErrorCode::StoreForeign, QStringLiteral("the file is no database"));
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return make(ErrorCode::AlreadyExists, QStringLiteral("it exists already"));
        break;
    default: break;
    }
    return make(ErrorCode::Internal, QStringLiteral("the store refused a statement"));
}

} // namespace lockbox
