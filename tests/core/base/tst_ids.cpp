#include "core/base/ids.h"

#include <QSet>
#include <QTest>

using namespace lockbox;

// Ids of two kinds must not be mixed up, by mistake or on purpose.
static_assert(!std::is_convertible_v<RequestId, TenantId>);
static_assert(!std::is_convertible_v<QUuid, RequestId>);
static_assert(!std::is_constructible_v<RequestId, TenantId>);

/// GUIDs as text, and where new ones come from.
class TestIds : public QObject
{
    Q_OBJECT

private slots:
    void nullAtFirst();
    void read_data();
    void read();
    void refused_data();
    void refused();
    void compared();
    void seedsRepeat();
    void seedsDiffer();
    void version4_data();
    void version4();
};

static const QString &plain()
{
    static const QString text = QStringLiteral("979f5fcc-1234-4abc-8def-c56ab355d452");
    return text;
}

void TestIds::nullAtFirst()
{
    QVERIFY(RequestId().isNull());
    QCOMPARE(RequestId(), RequestId(QUuid()));
    QCOMPARE(RequestId().toString(), QStringLiteral("00000000-0000-0000-0000-000000000000"));
}

void TestIds::read_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << plain();
    QTest::newRow("upper case") << plain().toUpper();
    QTest::newRow("mixed case") << QStringLiteral("979F5fcc-1234-4Abc-8dEf-c56ab355d452");
    QTest::newRow("braces") << QStringLiteral("{%1}").arg(plain());
    QTest::newRow("braces, upper case") << QStringLiteral("{%1}").arg(plain().toUpper());
}

void TestIds::read()
{
    QFETCH(QString, text);
    const auto id = RequestId::fromString(text);
    QVERIFY(!id.isNull());
    QCOMPARE(id.toString(), plain());
    QCOMPARE(id.uuid(), QUuid(plain()));
}

void TestIds::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("reference") << QStringLiteral("EXSR359123");
    QTest::newRow("too short") << plain().left(35);
    QTest::newRow("one digit more") << plain() + QLatin1Char('0');
    QTest::newRow("something after it") << plain() + QStringLiteral(" and more");
    QTest::newRow("a reference that begins so") << plain() + QStringLiteral("-B");
    QTest::newRow("something before it") << QLatin1Char(' ') + plain();
    QTest::newRow("line break") << plain() + QLatin1Char('\n');
    QTest::newRow("open brace only") << QLatin1Char('{') + plain();
    QTest::newRow("closing brace only") << plain() + QLatin1Char('}');
    QTest::newRow("wrong brackets") << QStringLiteral("{%1]").arg(plain());
    QTest::newRow("after the brace") << QStringLiteral("{%1}x").arg(plain());
    QTest::newRow("no dashes") << QString(plain()).remove(QLatin1Char('-'));
    QTest::newRow("dashes elsewhere") << QStringLiteral("979f5fcc1-234-4abc-8def-c56ab355d452");
    QTest::newRow("no digit") << QStringLiteral("979f5fcg-1234-4abc-8def-c56ab355d452");
    QTest::newRow("urn") << QStringLiteral("urn:uuid:") + plain();
    QTest::newRow("other digits") << QStringLiteral("٩79f5fcc-1234-4abc-8def-c56ab355d452");
    QTest::newRow("nil") << QStringLiteral("00000000-0000-0000-0000-000000000000");
}

void TestIds::refused()
{
    QFETCH(QString, text);
    QVERIFY(RequestId::fromString(text).isNull());
}

void TestIds::compared()
{
    const auto id = RequestId::fromString(plain());
    QCOMPARE(id, RequestId::fromString(plain().toUpper()));
    QVERIFY(id != RequestId());
    const QSet<RequestId> set{id, RequestId(), RequestId::fromString(plain().toUpper())};
    QCOMPARE(set.size(), 2);
}

void TestIds::seedsRepeat()
{
    SeededIdSource first(42);
    SeededIdSource second(42);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(first.next(), second.next());
    // Demo stores that were made once must be made again by any later version, on any machine.
    SeededIdSource fixed(1);
    QCOMPARE(fixed.next().toString(QUuid::WithoutBraces),
             QStringLiteral("2245bd5f-bb68-4f68-a2eb-92502318fa4e"));
}

void TestIds::seedsDiffer()
{
    QSet<QUuid> all;
    for (quint64 seed = 0; seed < 100; ++seed) {
        SeededIdSource ids(seed);
        for (int i = 0; i < 100; ++i)
            all.insert(ids.next());
    }
    QCOMPARE(all.size(), 100 * 100);
}

void TestIds::version4_data()
{
    QTest::addColumn<bool>("seeded");
    QTest::newRow("seeded") << true;
    QTest::newRow("random") << false;
}

void TestIds::version4()
{
    QFETCH(bool, seeded);
    SeededIdSource fixed(7);
    RandomIdSource random;
    IdSource &source = seeded ? static_cast<IdSource &>(fixed) : random;
    QSet<QUuid> all;
    for (int i = 0; i < 1000; ++i) {
        const QUuid id = source.next();
        QCOMPARE(id.version(), QUuid::Random);
        QCOMPARE(id.variant(), QUuid::DCE);
        QCOMPARE(RequestId::fromString(RequestId(id).toString()).uuid(), id);
        all.insert(id);
    }
    QCOMPARE(all.size(), 1000);
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
