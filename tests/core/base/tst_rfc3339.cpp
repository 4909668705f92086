#include "core/base/timetext.h"

#include <QTest>

using namespace lockbox;
using namespace std::chrono_literals;

/// Times as text: RFC 3339 out and in, whatever zone the machine is in.
class TestRfc3339 : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_zone = qgetenv("TZ"); }
    void cleanup();
    void written_data();
    void written();
    void read_data();
    void read();
    void fractions_data();
    void fractions();
    void refused_data();
    void refused();
    void thereAndBack();
    void machinesZoneDoesNotMatter_data();
    void machinesZoneDoesNotMatter();

private:
    static void setZone(const QByteArray &zone)
    {
        qputenv("TZ", zone);
        tzset();
    }

    QByteArray m_zone;
};

static qint64 msOf(Timestamp time)
{
    return time.time_since_epoch().count();
}

static Timestamp timeOf(qint64 ms)
{
    return Timestamp(std::chrono::milliseconds(ms));
}

void TestRfc3339::cleanup()
{
    setZone(m_zone);
}

void TestRfc3339::written_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 ms, const char *text) {
        QTest::newRow(text) << ms << QString::fromLatin1(text);
    };
    row(0, "1970-01-01T00:00:00Z");
    row(1, "1970-01-01T00:00:00.001Z");
    row(-1, "1969-12-31T23:59:59.999Z");
    row(-1000, "1969-12-31T23:59:59Z");
    row(1770318715000, "2026-02-05T19:11:55Z");
    row(1770318715250, "2026-02-05T19:11:55.250Z");
    row(1770318715010, "2026-02-05T19:11:55.010Z");
    row(951782400000, "2000-02-29T00:00:00Z");
    row(4107542399999, "2100-02-28T23:59:59.999Z");
    row(-2208988800000, "1900-01-01T00:00:00Z");
    row(-62135596800000, "0001-01-01T00:00:00Z");
    row(253402300799999, "9999-12-31T23:59:59.999Z");
}

void TestRfc3339::written()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(toRfc3339(timeOf(ms)), text);
    QCOMPARE(msOf(parseRfc3339(text, QStringLiteral("at")).value()), ms);
}

void TestRfc3339::read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("same");
    const auto row = [](const char *text, const char *same) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(same);
    };
    row("2026-02-05T19:11:55z", "2026-02-05T19:11:55Z");
    row("2026-02-05t19:11:55Z", "2026-02-05T19:11:55Z");
    row("2026-02-05 19:11:55Z", "2026-02-05T19:11:55Z");
    row("2026-02-05T19:11:55+00:00", "2026-02-05T19:11:55Z");
    row("2026-02-05T19:11:55-00:00", "2026-02-05T19:11:55Z");
    row("2026-02-05T20:11:55+01:00", "2026-02-05T19:11:55Z");
    row("2026-02-05T11:11:55-08:00", "2026-02-05T19:11:55Z");
    row("2026-02-06T00:41:55+05:30", "2026-02-05T19:11:55Z");
    row("2026-02-06T09:11:55+14:00", "2026-02-05T19:11:55Z");
    row("2026-02-05T07:11:55-12:00", "2026-02-05T19:11:55Z");
    row("1990-12-31T15:59:59.5-08:00", "1990-12-31T23:59:59.500Z");
    row("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z");
    // Without an offset it is UTC, as the portal's scripts write it.
    row("2026-02-05T19:11:55", "2026-02-05T19:11:55Z");
    row("2026-02-05T19:11", "2026-02-05T19:11:00Z");
    row("2026-02-05T19:11Z", "2026-02-05T19:11:00Z");
    row("2026-02-05", "2026-02-05T00:00:00Z");
    row("2024-02-29", "2024-02-29T00:00:00Z");
}

void TestRfc3339::read()
{
    QFETCH(QString, text);
    QFETCH(QString, same);
    const auto time = parseRfc3339(text, QStringLiteral("at"));
    QVERIFY2(time.has_value(), qPrintable(time ? QString() : time.error().message));
    QCOMPARE(toRfc3339(*time), same);
}

void TestRfc3339::fractions_data()
{
    QTest::addColumn<QString>("fraction");
    QTest::addColumn<int>("ms");
    QTest::newRow("tenths") << QStringLiteral("5") << 500;
    QTest::newRow("hundredths") << QStringLiteral("05") << 50;
    QTest::newRow("milliseconds") << QStringLiteral("007") << 7;
    QTest::newRow("zeros") << QStringLiteral("000") << 0;
    QTest::newRow("more digits") << QStringLiteral("123000") << 123;
    QTest::newRow("nanoseconds") << QStringLiteral("250000000") << 250;
}

void TestRfc3339::fractions()
{
    QFETCH(QString, fraction);
    QFETCH(int, ms);
    for (const char *end : {"", "Z", "+00:00"}) {
        const QString text =
            QStringLiteral("2026-02-05T19:11:55.%1%2").arg(fraction, QLatin1String(end));
        const auto time = parseRfc3339(text, QStringLiteral("at"));
        QVERIFY2(time.has_value(), qPrintable(text));
        QCOMPARE(msOf(*time), 1770318715000 + ms);
    }
    // What is finer than a millisecond never reaches into the next second.
    const auto last = parseRfc3339(u"2026-12-31T23:59:59.9999Z", QStringLiteral("at"));
    QCOMPARE(toRfc3339(last.value()), QStringLiteral("2026-12-31T23:59:59.999Z"));
}

void TestRfc3339::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             " ",
                             "now",
                             "2026",
                             "2026-02",
                             "20260205T191155Z",
                             "2026-2-5T19:11:55Z",
                             "26-02-05T19:11:55Z",
                             "02/05/2026",
                             "2026-02-05T",
                             "2026-02-05Z",
                             "2026-02-05T19Z",
                             "2026-02-05T19:11:5Z",
                             "2026-02-05T19:11:55ZZ",
                             "2026-02-05T19:11:55Z ",
                             " 2026-02-05T19:11:55Z",
                             "2026-02-05T19:11:55Z\n",
                             "2026-02-05\n",
                             "2026-02-05T19:11:55 Z",
                             "2026-02-05  19:11:55Z",
                             "2026-02-05T19:11:55.Z",
                             "2026-02-05T19:11:55,5Z",
                             "2026-02-05T19:11:55.1234567890Z",
                             "2026-02-05T19:11:55+0100",
                             "2026-02-05T19:11:55+01",
                             "2026-02-05T19:11:55+1:00",
                             "2026-02-05T19:11:55 +01:00",
                             "2026-02-05T19:11:55+24:00",
                             "2026-02-05T19:11:55+01:60",
                             "2026-02-05T19:11:55+99:99",
                             "2026-00-05T19:11:55Z",
                             "2026-13-05T19:11:55Z",
                             "2026-02-00T19:11:55Z",
                             "2026-02-29T19:11:55Z",
                             "2026-02-30",
                             "2026-04-31T00:00:00Z",
                             "2100-02-29T00:00:00Z",
                             "2026-02-05T24:00:00Z",
                             "2026-02-05T24:00",
                             "2026-02-05T25:00:00Z",
                             "2026-02-05T19:60:00Z",
                             "2026-02-05T19:11:61Z",
                             "+2026-02-05T19:11:55Z",
                             "-2026-02-05T19:11:55Z",
                             "12026-02-05T19:11:55Z",
                             "2026-02-05T19:11:55Europe/Berlin",
                             "0000-01-01T00:00:00Z",
                             "0001-01-01T00:30:00+01:00",
                             "9999-12-31T23:30:00-01:00",
                             "1770318715",
                             "2026-W06-4",
                             "2026-036"})
        QTest::newRow(text) << QString::fromLatin1(text);
    // A leap second is no time that the store could keep.
    QTest::newRow("leap second") << QStringLiteral("1990-12-31T23:59:60Z");
    QTest::newRow("leap second elsewhere") << QStringLiteral("1990-12-31T15:59:60-08:00");
    QTest::newRow("other digits") << QStringLiteral("٢٠٢٦-٠٢-٠٥");
    QTest::newRow("minus sign") << QStringLiteral("2026\u221202\u221205");
}

void TestRfc3339::refused()
{
    QFETCH(QString, text);
    const auto time = parseRfc3339(text, QStringLiteral("created-after"));
    QVERIFY2(!time.has_value(), qPrintable(time ? toRfc3339(*time) : QString()));
    QCOMPARE(time.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(time.error().field, QStringLiteral("created-after"));
    QVERIFY(time.error().message.startsWith(QStringLiteral("created-after is not a time")));
}

void TestRfc3339::thereAndBack()
{
    // Steps that are prime to days, hours and seconds, through two centuries.
    for (qint64 ms = -2208988800000; ms < 4102444800000; ms += 86'399'989'117)
        QCOMPARE(msOf(parseRfc3339(toRfc3339(timeOf(ms)), {}).value()), ms);
}

void TestRfc3339::machinesZoneDoesNotMatter_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("text");
    // Times that do not exist, or exist twice, on a wall clock of that zone.
    QTest::newRow("skipped hour") << QByteArray("Europe/Berlin")
                                  << QStringLiteral("2026-03-29T02:30:00");
    QTest::newRow("doubled hour") << QByteArray("Europe/Berlin")
                                  << QStringLiteral("2026-10-25T02:30:00");
    QTest::newRow("skipped hour in the west")
        << QByteArray("America/New_York") << QStringLiteral("2026-03-08T02:30:00");
    QTest::newRow("skipped midnight")
        << QByteArray("Asia/Beirut") << QStringLiteral("2026-03-29T00:00:00");
    QTest::newRow("skipped day") << QByteArray("Pacific/Apia")
                                 << QStringLiteral("2011-12-30T12:00:00");
}

void TestRfc3339::machinesZoneDoesNotMatter()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, text);
    setZone(zone);
    const auto time = parseRfc3339(text, QStringLiteral("at"));
    QVERIFY2(time.has_value(), qPrintable(text));
    QCOMPARE(toRfc3339(*time), text + QLatin1Char('Z'));
    const auto day = parseRfc3339(text.left(10), QStringLiteral("at"));
    QVERIFY(day.has_value());
    QCOMPARE(toRfc3339(*day), text.left(10) + QStringLiteral("T00:00:00Z"));
}

QTEST_GUILESS_MAIN(TestRfc3339)
#include "tst_rfc3339.moc"
