#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/plainsqlite.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

#include <benchmark/benchmark.h>

namespace lockbox::bench {

namespace {

constexpr int pageSize = 101;

QString pageStatement()
{
    return QString::fromStdString(pageSql({.limit = pageSize - 1}));
}

/// What the store would cost if it went through Qt Sql: the same page, every cell read as a value of its type.
void throughQtSql(benchmark::State &state)
{
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("bench"));
        database.setDatabaseName(storeLocation());
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        database.open();
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.prepare(pageStatement());
        for (auto _ : state) {
            query.bindValue(QStringLiteral(":tenant"), 1);
            query.bindValue(QStringLiteral(":limit"), pageSize);
            if (!query.exec()) {
                state.SkipWithError(qPrintable(query.lastError().text()));
                break;
            }
            QVariantList cells;
            const int columns = query.record().count();
            while (query.next()) {
                for (int column = 0; column < columns; ++column)
                    cells.append(query.value(column));
            }
            benchmark::DoNotOptimize(cells);
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("bench"));
}

void plainly(benchmark::State &state)
{
    PlainConnection connection(storeLocation().toStdString());
    PlainStatement statement(connection, pageStatement().toStdString());
    statement.bind(":tenant", 1);
    statement.bind(":limit", pageSize);
    for (auto _ : state)
        benchmark::DoNotOptimize(statement.rows());
}

} // namespace

void registerQtSql()
{
    const std::string name = "first page of the list, if by Qt Sql";
    benchmark::RegisterBenchmark((name + "/product").c_str(), throughQtSql)->UseRealTime();
    benchmark::RegisterBenchmark((name + "/plain").c_str(), plainly)->UseRealTime();
}

} // namespace lockbox::bench
