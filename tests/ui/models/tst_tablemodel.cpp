#include "ui/models/tablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QtTest>

using namespace lockbox::ui;

namespace {

struct Row {
    int id = 0;
    QString text;

    bool operator==(const Row &) const = default;
};

/// The smallest model that the base allows, its protected changes made public.
class Numbers final : public TableModel<Row, int>
{
public:
    using TableModel::appendRows;
    using TableModel::dropRows;
    using TableModel::insertRowsAt;
    using TableModel::mergeRows;
    using TableModel::resetRows;
    using TableModel::updateRow;

protected:
    int columns() const override { return 2; }
    QVariant header(int column, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(column) : QVariant();
    }
    QVariant cell(const Row &row, int column, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return column == 0 ? QVariant(row.id) : QVariant(row.text);
    }
    int keyOf(const Row &row) const override { return row.id; }
};

std::vector<Row> rowsOf(std::initializer_list<int> ids)
{
    std::vector<Row> rows;
    for (int id : ids)
        rows.push_back({id, QString::number(id)});
    return rows;
}

} // namespace

/// The typed base of all table models: what a merge keeps, and that every change is told as it is.
class TestTableModel : public QObject
{
    Q_OBJECT

private slots:
    void readsCells();
    void staysInBounds();
    void mergeKeepsIndexes_data();
    void mergeKeepsIndexes();
    void mergeTellsOnlyWhatChanged();
    void mergesAtRandom();
};

void TestTableModel::readsCells()
{
    Numbers model;
    model.resetRows(rowsOf({3, 5}));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.index(1, 0).data().toInt(), 5);
    QCOMPARE(model.rowOf(5), 1);
    QCOMPARE(model.rowOf(4), -1);
}

void TestTableModel::staysInBounds()
{
    Numbers model;
    model.resetRows(rowsOf({1}));
    QVERIFY(!model.data({}).isValid());
    QVERIFY(!model.headerData(2, Qt::Horizontal).isValid());
    QVERIFY(!model.headerData(-1, Qt::Horizontal).isValid());
    QVERIFY(!model.headerData(0, Qt::Vertical).isValid());
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(model.columnCount(model.index(0, 0)), 0);
}

void TestTableModel::mergeKeepsIndexes_data()
{
    QTest::addColumn<QList<int>>("before");
    QTest::addColumn<QList<int>>("after");
    QTest::newRow("same") << QList<int>{1, 2, 3} << QList<int>{1, 2, 3};
    QTest::newRow("new in front") << QList<int>{1, 2, 3} << QList<int>{7, 8, 1, 2, 3};
    QTest::newRow("new behind") << QList<int>{1, 2, 3} << QList<int>{1, 2, 3, 7};
    QTest::newRow("gone in the middle") << QList<int>{1, 2, 3} << QList<int>{1, 3};
    QTest::newRow("all gone") << QList<int>{1, 2, 3} << QList<int>{};
    QTest::newRow("from nothing") << QList<int>{} << QList<int>{1, 2};
    QTest::newRow("turned round") << QList<int>{1, 2, 3} << QList<int>{3, 2, 1};
    QTest::newRow("everything at once")
        << QList<int>{1, 2, 3, 4, 5} << QList<int>{9, 5, 8, 1, 3, 7};
}

void TestTableModel::mergeKeepsIndexes()
{
    QFETCH(QList<int>, before);
    QFETCH(QList<int>, after);
    const auto rows = [](const QList<int> &ids) {
        std::vector<Row> list;
        for (int id : ids)
            list.push_back({id, QString::number(id)});
        return list;
    };
    Numbers model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.resetRows(rows(before));
    QHash<int, QPersistentModelIndex> indexes;
    for (int id : before)
        indexes.insert(id, model.index(model.rowOf(id), 1));

    model.mergeRows(rows(after));

    QCOMPARE(model.rows(), rows(after));
    for (int id : before) {
        QCOMPARE(indexes[id].isValid(), after.contains(id));
        if (after.contains(id))
            QCOMPARE(indexes[id].row(), after.indexOf(id));
    }
}

void TestTableModel::mergeTellsOnlyWhatChanged()
{
    Numbers model;
    model.resetRows(rowsOf({1, 2, 3}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    auto rows = rowsOf({1, 2, 3});
    rows[1].text = QStringLiteral("two");
    model.mergeRows(rows);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.index(1, 0));
    QCOMPARE(changed[0][1].toModelIndex(), model.index(1, 1));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("two"));
}

void TestTableModel::mergesAtRandom()
{
    QRandomGenerator random(20260206);
    Numbers model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < 200; ++round) {
        std::vector<int> ids;
        for (int id = 0; id < 30; ++id) {
            if (random.bounded(3) > 0)
                ids.push_back(id);
        }
        for (size_t i = ids.size(); i > 1; --i)
            std::swap(ids[i - 1], ids[random.bounded(static_cast<quint32>(i))]);
        std::vector<Row> rows;
        for (int id : ids)
            rows.push_back({id, QString::number(random.bounded(2))});
        model.mergeRows(rows);
        QCOMPARE(model.rows(), rows);
    }
}

QTEST_GUILESS_MAIN(TestTableModel)
#include "tst_tablemodel.moc"
