#include "core/store/searchwords.h"

#include "core/store/sqliteerror.h"

#include <sqlite3.h>

namespace lockbox {

/// What FTS5 offers to others: https://www.sqlite.org/fts5.html#extending_fts5
static fts5_api *searchApi(sqlite3 *connection)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

namespace {

struct Words {
    QByteArray text;
    QStringList found;
};

} // namespace

static int takeWord(void *context, int, const char *, int, int start, int end)
{
    auto *words = static_cast<Words *>(context);
    words->found.append(QString::fromUtf8(words->text.mid(start, end - start)));
    return SQLITE_OK;
}

Result<QStringList> searchWords(sqlite3 *connection, const QString &text)
{
    fts5_api *api = searchApi(connection);
    fts5_tokenizer tokenizer{};
    void *data = nullptr;
    Fts5Tokenizer *cutter = nullptr;
    // As in the schema; its remove_diacritics does not change where words end.
    if (!api || api->xFindTokenizer(api, "unicode61", &data, &tokenizer) != SQLITE_OK
        || tokenizer.xCreate(data, nullptr, 0, &cutter) != SQLITE_OK)
        return Failure(toError(connection));
    Words words{.text = text.toUtf8(), .found = {}};
    const int code =
        tokenizer.xTokenize(cutter, &words, FTS5_TOKENIZE_QUERY, words.text.constData(),
                            static_cast<int>(words.text.size()), takeWord);
    tokenizer.xDelete(cutter);
    if (code != SQLITE_OK)
        return Failure(toError(code, QString::fromUtf8(sqlite3_errstr(code))));
    return words.found;
}

QString searchExpression(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words)
        quoted.append(QStringLiteral("\"%1\"*").arg(word));
    return quoted.join(QLatin1Char(' '));
}

} // namespace lockbox
