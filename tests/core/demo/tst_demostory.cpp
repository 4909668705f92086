#include "core/demo/demostory.h"

#include <QTest>

#include <map>
#include <set>

using namespace lockbox;
using namespace lockbox::demo;
using namespace std::chrono_literals;

/// The demo's year as a sequence of steps.
class TestDemoStory : public QObject
{
    Q_OBJECT

private slots:
    void stepsComeInOrder_data();
    void stepsComeInOrder();
    void sameSeedSameStory();
    void otherSeedOtherStory();
    void everyFateOccurs_data();
    void everyFateOccurs();
    void textsVary();
    void referencesAreShared();
    void mostIsFiledInOfficeHours();
    void someoneElseIsManager();

private:
    static std::vector<Step> steps(qint64 requests, quint64 seed = 1)
    {
        Story story({.seed = seed, .requests = requests});
        std::vector<Step> all;
        for (auto step = story.next(); step; step = story.next())
            all.push_back(std::move(*step));
        return all;
    }
    static QString line(const Step &step)
    {
        return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8")
            .arg(step.at.time_since_epoch().count())
            .arg(int(step.kind))
            .arg(step.request)
            .arg(step.actor, step.text, step.wish.reference, step.wish.reason)
            .arg(step.window.value_or(0s).count());
    }
    static QStringList lines(qint64 requests, quint64 seed)
    {
        QStringList all;
        for (const Step &step : steps(requests, seed))
            all.append(line(step));
        return all;
    }
};

void TestDemoStory::stepsComeInOrder_data()
{
    QTest::addColumn<qint64>("requests");
    for (qint64 requests : {0, 1, 2, 3, 7, 8, 15, 40, 200, 3000})
        QTest::addRow("%lld", requests) << requests;
}

void TestDemoStory::stepsComeInOrder()
{
    QFETCH(qint64, requests);
    Timestamp last = Calendar::start() - 1ms;
    qint64 filed = 0;
    std::set<qint64> over;
    for (const Step &step : steps(requests)) {
        QVERIFY(step.at > last);
        QVERIFY(step.at < demoNow());
        last = step.at;
        if (step.kind == StepKind::Submit)
            QCOMPARE(step.request, ++filed);
        QVERIFY(step.request <= filed);
        QVERIFY2(!over.contains(step.request), "a step after the last one");
        if (step.last)
            over.insert(step.request);
    }
    QCOMPARE(filed, requests);
    QCOMPARE(qint64(over.size()), requests);
}

void TestDemoStory::sameSeedSameStory()
{
    QCOMPARE(lines(400, 7), lines(400, 7));
}

void TestDemoStory::otherSeedOtherStory()
{
    QVERIFY(lines(400, 7) != lines(400, 8));
}

void TestDemoStory::everyFateOccurs_data()
{
    QTest::addColumn<qint64>("requests");
    for (qint64 requests : {17, 18, 25, 40, 200})
        QTest::addRow("%lld", requests) << requests;
}

void TestDemoStory::everyFateOccurs()
{
    QFETCH(qint64, requests);
    for (quint64 seed = 1; seed <= 20; ++seed) {
        std::map<StepKind, int> kinds;
        for (const Step &step : steps(requests, seed))
            ++kinds[step.kind];
        QCOMPARE(kinds[StepKind::Submit], requests);
        for (StepKind kind :
             {StepKind::Authorize, StepKind::Reject, StepKind::Approve, StepKind::Deny,
              StepKind::Cancel, StepKind::Revoke, StepKind::Complete, StepKind::RecordAction})
            QVERIFY2(kinds[kind] > 0,
                     qPrintable(QStringLiteral("kind %1, seed %2").arg(int(kind)).arg(seed)));
    }
}

void TestDemoStory::textsVary()
{
    std::set<QString> reasons, remarks;
    for (const Step &step : steps(3000)) {
        if (step.kind == StepKind::Submit)
            reasons.insert(step.wish.reason);
        else
            remarks.insert(step.text);
    }
    QVERIFY2(reasons.size() > 1000, qPrintable(QString::number(reasons.size())));
    QVERIFY2(remarks.size() > 100, qPrintable(QString::number(remarks.size())));
    const auto rare = std::count_if(reasons.begin(), reasons.end(), [](const QString &text) {
        return text.contains(QStringLiteral("Project"));
    });
    QVERIFY(rare >= 5 && rare < 150);
}

void TestDemoStory::referencesAreShared()
{
    std::map<QString, int> uses;
    std::map<QString, QString> services;
    int tests = 0;
    for (const Step &step : steps(200)) {
        if (step.kind != StepKind::Submit)
            continue;
        ++uses[step.wish.reference];
        tests += step.wish.reference.startsWith(QStringLiteral("CLB#TEST")) ? 1 : 0;
        const auto [known, isNew] = services.emplace(step.wish.reference, step.wish.service);
        QVERIFY2(isNew || known->second == step.wish.service, "one support case, two services");
    }
    const auto shared =
        std::count_if(uses.begin(), uses.end(), [](const auto &use) { return use.second > 1; });
    QVERIFY(shared >= 5 && shared <= 50);
    QVERIFY(tests >= 1 && tests <= 20);
    for (const char *letters : {"EXSR", "SPSR", "ODSR", "TMSR"})
        QVERIFY(std::any_of(uses.begin(), uses.end(), [&](const auto &use) {
            return use.first.startsWith(QLatin1String(letters));
        }));
}

void TestDemoStory::mostIsFiledInOfficeHours()
{
    int filed = 0;
    int office = 0;
    for (const Step &step : steps(3000)) {
        filed += step.kind == StepKind::Submit;
        office += step.kind == StepKind::Submit && isOfficeTime(step.at);
    }
    QVERIFY2(office > filed * 6 / 10 && office < filed * 95 / 100,
             qPrintable(QString::number(office)));
}

void TestDemoStory::someoneElseIsManager()
{
    std::map<qint64, QString> requestor;
    for (const Step &step : steps(500)) {
        if (step.kind == StepKind::Submit)
            requestor[step.request] = step.actor;
        if (step.kind == StepKind::Authorize || step.kind == StepKind::Reject)
            QVERIFY(step.actor != requestor[step.request]);
        if (step.kind == StepKind::Deny)
            QVERIFY(!step.text.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestDemoStory)
#include "tst_demostory.moc"
