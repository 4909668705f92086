#include "core/base/timetext.h"

#include <QTest>

using namespace lockbox;
using std::chrono::seconds;

/// Durations as people and scripts write them, and as they are shown.
class TestDurations : public QObject
{
    Q_OBJECT

private slots:
    void read_data();
    void read();
    void refused_data();
    void refused();
    void tooLong_data();
    void tooLong();
    void clockText_data();
    void clockText();
    void shortText_data();
    void shortText();
    void thereAndBack();
};

void TestDurations::read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("length");
    const auto row = [](const char *text, qint64 value) {
        QTest::newRow(text) << QString::fromLatin1(text) << value;
    };
    row("90m", 5400);
    row("90min", 5400);
    row("4h", 14400);
    row("4H", 14400);
    row("45s", 45);
    row("2d", 172800);
    row("1h30m", 5400);
    row("1h30min", 5400);
    row("1d2h3m4s", 93784);
    row("1d4s", 86404);
    row("0s", 0);
    row("0h0m", 0);
    row("007m", 420);
    row(" 4h ", 14400);
    row("4h\n", 14400);
    row("3653d", 315619200);
    row("315619200s", 315619200);
    row("PT4H", 14400);
    row("pt4h", 14400);
    row("PT90M", 5400);
    row("PT1H30M", 5400);
    row("PT45S", 45);
    row("PT0S", 0);
    row("P1D", 86400);
    row("P1DT2H", 93600);
    row("P1DT2H3M4S", 93784);
}

void TestDurations::read()
{
    QFETCH(QString, text);
    QFETCH(qint64, length);
    const auto duration = parseDuration(text, QStringLiteral("duration"));
    QVERIFY2(duration.has_value(), qPrintable(duration ? QString() : duration.error().message));
    QCOMPARE(qint64(duration->count()), length);
}

void TestDurations::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"",       " ",     "4",      "h",       "four hours", "4 h",     "4h 30m",
          "4h30",   "30m4h", "4h4h",   "4hm",     "-4h",        "+4h",     "1.5h",
          "1,5h",   "4h;",   "4hours", "4min30",  "04:00:00",   "P",       "PT",
          "P1DT",   "P4H",   "PT1D",   "P1H",     "PT4",        "PT-4H",   "-PT4H",
          "PT1.5H", "PT4HT", "P1W",    "P1M",     "P1Y",        "PT90min", "1w",
          "1y",     "1ms",   "P1D2H",  "4h\n30m", "1e3s",       "0x10s",   "1000000d"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("other digits") << QStringLiteral("٤h");
    QTest::newRow("NUL") << QStringLiteral("4h\0");
    QTest::newRow("long s") << QStringLiteral("45ſ");
}

void TestDurations::refused()
{
    QFETCH(QString, text);
    const auto duration = parseDuration(text, QStringLiteral("max-access"));
    QVERIFY2(!duration.has_value(), qPrintable(duration ? toDurationText(*duration) : QString()));
    QCOMPARE(duration.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(duration.error().field, QStringLiteral("max-access"));
    QVERIFY(duration.error().message.startsWith(QStringLiteral("max-access is not a duration")));
}

void TestDurations::tooLong_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"3654d", "3653d1s", "315619201s", "999999d999999h999999m999999999s",
                             "P3654D", "PT999999999S", "87673h"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestDurations::tooLong()
{
    QFETCH(QString, text);
    const auto duration = parseDuration(text, QStringLiteral("by"));
    QVERIFY(!duration.has_value());
    QCOMPARE(duration.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(duration.error().field, QStringLiteral("by"));
    QVERIFY(duration.error().message.contains(QStringLiteral("longer than ten years")));
}

void TestDurations::clockText_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("00:00:00");
    QTest::newRow("a second") << qint64(1) << QStringLiteral("00:00:01");
    QTest::newRow("below a minute") << qint64(59) << QStringLiteral("00:00:59");
    QTest::newRow("a minute") << qint64(60) << QStringLiteral("00:01:00");
    QTest::newRow("below an hour") << qint64(3599) << QStringLiteral("00:59:59");
    QTest::newRow("as in the portal") << qint64(14400) << QStringLiteral("04:00:00");
    QTest::newRow("a day") << qint64(86400) << QStringLiteral("24:00:00");
    QTest::newRow("a week") << qint64(604799) << QStringLiteral("167:59:59");
}

void TestDurations::clockText()
{
    QFETCH(qint64, length);
    QFETCH(QString, text);
    QCOMPARE(toClockText(seconds(length)), text);
}

void TestDurations::shortText_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("text");
    for (const auto &[value, text] :
         std::initializer_list<std::pair<qint64, const char *>>{{0, "0s"},
                                                                {45, "45s"},
                                                                {60, "1m"},
                                                                {5400, "1h30m"},
                                                                {43200, "12h"},
                                                                {3601, "1h1s"},
                                                                {3661, "1h1m1s"},
                                                                {604800, "168h"}})
        QTest::newRow(text) << value << QString::fromLatin1(text);
}

void TestDurations::shortText()
{
    QFETCH(qint64, length);
    QFETCH(QString, text);
    QCOMPARE(toDurationText(seconds(length)), text);
}

void TestDurations::thereAndBack()
{
    for (seconds duration(0); duration < std::chrono::hours(24 * 60); duration += seconds(997))
        QVERIFY(parseDuration(toDurationText(duration), {}).value() == duration);
}

QTEST_GUILESS_MAIN(TestDurations)
#include "tst_durations.moc"
