#include "core/store/postgreserror.h"

#include <utility>

namespace lockbox {

namespace {

struct Meaning {
    const char *state; ///< A code, or the beginning that a class of codes shares.
    ErrorCode code;
    const char *words;
};

constexpr const char *unreachable = "the connection to the server is lost";
constexpr const char *otherTables = "the store's tables are not as they should be";

/// The first that fits counts.
constexpr Meaning meanings[] = {
    {"40001", ErrorCode::StoreConflict, "another change got in the way"},
    {"40P01", ErrorCode::StoreConflict, "another change got in the way"},
    {"55P03", ErrorCode::StoreLocked, "the store is kept busy by somebody else"},
    {"57014", ErrorCode::StoreLocked, "the server took too long"},
    {"08", ErrorCode::StoreUnreachable, unreachable},
    {"57P", ErrorCode::StoreUnreachable, unreachable},
    {"25P03", ErrorCode::StoreUnreachable, unreachable},
    {"28", ErrorCode::StoreUnreachable, "the server doesn't let this account in"},
    {"53100", ErrorCode::StoreFull, "the server's disk is full"},
    {"53", ErrorCode::StoreUnreachable, "the server has no room for more"},
    {"3D000", ErrorCode::StoreMissing, "there is no such database"},
    {"23505", ErrorCode::AlreadyExists, "it exists already"},
    {"25006", ErrorCode::StoreUnwritable, "the server takes no changes"},
    {"42501", ErrorCode::StoreUnwritable, "this account may not do that on the server"},
    {"42P01", ErrorCode::StoreDamaged, otherTables},
    {"42703", ErrorCode::StoreDamaged, otherTables},
    {"42883", ErrorCode::StoreDamaged, otherTables},
    {"58", ErrorCode::StoreDamaged, "the store is damaged or can't be read"},
    {"XX", ErrorCode::StoreDamaged, "the store is damaged or can't be read"},
};

Meaning meaningOf(const QByteArray &sqlState)
{
    if (sqlState.isEmpty())
        return {"", ErrorCode::StoreUnreachable, unreachable};
    for (const Meaning &meaning : meanings) {
        if (sqlState.startsWith(meaning.state))
            return meaning;
    }
    return {"", ErrorCode::Internal, "the store refused a statement"};
}

} // namespace

Error postgresError(const QByteArray &sqlState, const QString &text)
{
    const Meaning meaning = meaningOf(sqlState);
    const QString words = QLatin1String(meaning.words);
    const QString said = text.simplified();
    return {.code = meaning.code,
            .message = said.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, said)};
}

} // namespace lockbox
