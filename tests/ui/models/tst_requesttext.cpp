#include "core/base/timetext.h"
#include "ui/models/requesttext.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

static Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("time"));
}

/// What people read of states, times and refusals. The tests' time zone is Berlin's.
class TestRequestText : public QObject
{
    Q_OBJECT

private slots:
    void everyStateHasWordsOfItsOwn();
    void timeLeft_data();
    void timeLeft();
    void spans_data();
    void spans();
    void untilNamesTheDayOnlyWhereItMatters();
    void datesAreLocalFirst();
};

void TestRequestText::everyStateHasWordsOfItsOwn()
{
    QSet<QString> texts;
    QSet<QString> explanations;
    for (RequestState state : allRequestStates()) {
        texts.insert(stateText(state));
        explanations.insert(stateExplanation(state));
    }
    QCOMPARE(texts.size(), qsizetype(allRequestStates().size()));
    QCOMPARE(explanations.size(), qsizetype(allRequestStates().size()));
}

void TestRequestText::timeLeft_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("spoken");
    const qint64 minute = 60'000;
    QTest::newRow("days") << 51 * 60 * minute << "2 d 3 h left"
                          << "2 days 3 hours left";
    QTest::newRow("hours") << (7 * 60 + 12) * minute + 59'999 << "7 h 12 m left"
                           << "7 hours 12 minutes left";
    QTest::newRow("one hour") << 61 * minute << "1 h 1 m left"
                              << "1 hour 1 minute left";
    QTest::newRow("minutes") << 12 * minute << "12 m left"
                             << "12 minutes left";
    QTest::newRow("five minutes") << 5 * minute << "5 m 0 s left"
                                  << "5 minutes 0 seconds left";
    QTest::newRow("seconds too") << 4 * minute + 12'000 << "4 m 12 s left"
                                 << "4 minutes 12 seconds left";
    QTest::newRow("seconds") << qint64(1'900) << "1 s left"
                             << "1 second left";
    QTest::newRow("over") << -minute << "0 s left"
                          << "0 seconds left";
}

void TestRequestText::timeLeft()
{
    QFETCH(qint64, milliseconds);
    const Timestamp now = at("2026-02-05T12:00:00Z");
    QTEST(timeLeftText(now + std::chrono::milliseconds(milliseconds), now), "shown");
    QTEST(spokenTimeLeft(now + std::chrono::milliseconds(milliseconds), now), "spoken");
}

void TestRequestText::spans_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("span");
    QTest::addColumn<QString>("window");
    QTest::newRow("30") << 30 << "30 min"
                        << "30-minute";
    QTest::newRow("60") << 60 << "1 h"
                        << "1-hour";
    QTest::newRow("90") << 90 << "1 h 30 min"
                        << "90-minute";
    QTest::newRow("240") << 240 << "4 h"
                         << "4-hour";
}

void TestRequestText::spans()
{
    QFETCH(int, minutes);
    QTEST(spanText(std::chrono::minutes(minutes)), "span");
    QTEST(windowName(std::chrono::minutes(minutes)), "window");
}

void TestRequestText::untilNamesTheDayOnlyWhereItMatters()
{
    const Timestamp now = at("2026-02-05T14:12:00Z");
    QCOMPARE(untilText(at("2026-02-05T18:12:00Z"), now), QStringLiteral("19:12 (18:12 UTC)"));
    QCOMPARE(untilText(at("2026-02-05T23:30:00Z"), now),
             QStringLiteral("6 February 00:30 (5 February 23:30 UTC)"));
    QCOMPARE(untilText(at("2026-02-06T02:30:00Z"), now),
             QStringLiteral("6 February 03:30 (02:30 UTC)"));
}

void TestRequestText::datesAreLocalFirst()
{
    QCOMPARE(localAndUtcText(at("2026-02-05T19:11:55Z")),
             QStringLiteral("5 February 2026 20:11 (19:11 UTC)"));
    QCOMPARE(utcMinuteText(at("2026-02-05T19:11:55Z")), QStringLiteral("2026-02-05 19:11"));
    QCOMPARE(spokenUtcDate(at("2026-02-05T19:11:55Z")),
             QStringLiteral("5 February 2026 19:11 UTC"));
}

QTEST_GUILESS_MAIN(TestRequestText)
#include "tst_requesttext.moc"
