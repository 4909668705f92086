#include "core/store/logfunctions.h"

#include "core/audit/compacttree.h"

#include <sqlite3.h>

namespace lockbox {

namespace {

/// The tree of the rows so far. SQLite keeps only a pointer for us.
struct Growing {
    audit::CompactTree tree;
    sqlite3_int64 last = 0;
};

Growing **placeOf(sqlite3_context *context)
{
    return static_cast<Growing **>(sqlite3_aggregate_context(context, sizeof(Growing *)));
}

void resultBlob(sqlite3_context *context, const QByteArray &bytes)
{
    sqlite3_result_blob64(context, bytes.constData(), sqlite3_uint64(bytes.size()),
                          SQLITE_TRANSIENT);
}

QByteArrayView bytesOf(sqlite3_value *value)
{
    const auto *data = static_cast<const char *>(sqlite3_value_blob(value));
    return QByteArrayView(data, sqlite3_value_bytes(value));
}

void leafHashOf(sqlite3_context *context, int, sqlite3_value **values)
{
    resultBlob(context, audit::toBytes(audit::leafHash(bytesOf(values[0]))));
}

void require(sqlite3_context *context, int, sqlite3_value **values)
{
    if (!sqlite3_value_int(values[0]))
        sqlite3_result_error(context, reinterpret_cast<const char *>(sqlite3_value_text(values[1])),
                             -1);
}

void grow(sqlite3_context *context, int, sqlite3_value **values)
{
    Growing **place = placeOf(context);
    if (!place || sqlite3_value_type(values[1]) == SQLITE_NULL)
        return;
    const auto number = sqlite3_value_int64(values[0]);
    const auto hash = audit::hashFromBytes(bytesOf(values[1]));
    if (!*place)
        *place = new Growing{.tree = {}, .last = number - 1};
    if (!hash || number != (*place)->last + 1) {
        sqlite3_result_error(context, "the history has a gap", -1);
        return;
    }
    (*place)->tree.append(*hash);
    (*place)->last = number;
}

/// Hands the tree out and frees it.
audit::CompactTree taken(sqlite3_context *context)
{
    Growing **place = placeOf(context);
    const std::unique_ptr<Growing> growing(place ? *place : nullptr);
    return growing ? growing->tree : audit::CompactTree();
}

void root(sqlite3_context *context)
{
    resultBlob(context, audit::toBytes(taken(context).root()));
}

void frontier(sqlite3_context *context)
{
    resultBlob(context, taken(context).frontier());
}

} // namespace

void addLogFunctions(sqlite3 *connection)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function_v2(connection, "leaf_hash", 1, flags, nullptr, leafHashOf, nullptr,
                               nullptr, nullptr);
    sqlite3_create_function_v2(connection, "require", 2, flags, nullptr, require, nullptr, nullptr,
                               nullptr);
    sqlite3_create_function_v2(connection, "merkle_root", 2, flags, nullptr, nullptr, grow, root,
                               nullptr);
    sqlite3_create_function_v2(connection, "merkle_frontier", 2, flags, nullptr, nullptr, grow,
                               frontier, nullptr);
}

} // namespace lockbox
