#include "requestsamples.h"

#include "ui/blades/requestsclock.h"
#include "ui/blades/requestspresenter.h"
#include "ui/blades/submitpresenter.h"
#include "ui/models/requestroles.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

/// What lists of requests, and the blade that adds to them, say and offer.
class TestRequestsPresenter : public QObject
{
    Q_OBJECT

private slots:
    void footerCounts();
    void footerTellsWhatIsFiltered();
    void emptyTellsTheNextStep();
    void sortsByWhatTheStoreCan();
    void ticksWhenATextChanges_data();
    void ticksWhenATextChanges();
    void offersDurationsUpToThePolicy();
    void objectsToWhatIsMissing();
};

static RequestsPresenter presenter()
{
    RequestsPresenter presenter;
    presenter.setCounts(
        {{RequestState::Pending, 3}, {RequestState::Approved, 2}, {RequestState::Denied, 195}});
    presenter.setShown(100, false);
    presenter.setNothing(QStringLiteral("No requests yet"), QStringLiteral("They will come."));
    return presenter;
}

void TestRequestsPresenter::footerCounts()
{
    QCOMPARE(presenter().footer(), QStringLiteral("3 waiting · 2 with open access · 200 requests"));
    RequestsPresenter one;
    one.setCounts({{RequestState::Pending, 1}});
    QCOMPARE(one.footer(), QStringLiteral("1 waiting · 0 with open access · 1 request"));
    one.setCounts({{RequestState::Submitted, 2}, {RequestState::Pending, 1}});
    QCOMPARE(one.footer(), QStringLiteral("2 waiting for the manager · 1 waiting · 0 with open "
                                          "access · 3 requests"));
}

void TestRequestsPresenter::footerTellsWhatIsFiltered()
{
    auto p = presenter();
    RequestQuery query;
    query.states = {RequestState::Denied};
    p.setQuery(query);
    QVERIFY(p.footer().endsWith(QStringLiteral("195 of 200 requests")));
    query.search = QStringLiteral("mail");
    p.setQuery(query);
    QVERIFY(p.footer().endsWith(QStringLiteral("more than 100 of 200 requests")));
    p.setShown(7, true);
    QVERIFY(p.footer().endsWith(QStringLiteral("7 of 200 requests")));
}

void TestRequestsPresenter::emptyTellsTheNextStep()
{
    auto p = presenter();
    QVERIFY(!p.empty().isFiltered);
    QCOMPARE(p.empty().title, QStringLiteral("No requests yet"));
    QVERIFY(p.empty().action.isEmpty());
    RequestQuery query;
    query.search = QStringLiteral("mail");
    p.setQuery(query);
    QVERIFY(p.empty().isFiltered);
    QVERIFY(p.empty().text.contains(QStringLiteral("mail")));
    QCOMPARE(p.empty().action, QStringLiteral("Clear filter"));
}

void TestRequestsPresenter::sortsByWhatTheStoreCan()
{
    QCOMPARE(RequestsPresenter::sortOf(static_cast<int>(RequestColumn::DateRequested)),
             RequestSort::SubmittedAt);
    QCOMPARE(RequestsPresenter::sortOf(static_cast<int>(RequestColumn::ActionStatus)),
             RequestSort::State);
    QVERIFY(!RequestsPresenter::sortOf(static_cast<int>(RequestColumn::Reason)));
    QVERIFY(!RequestsPresenter::sortOf(static_cast<int>(RequestColumn::TimeLeft)));
}

void TestRequestsPresenter::ticksWhenATextChanges_data()
{
    QTest::addColumn<qint64>("left");
    QTest::addColumn<qint64>("wait");
    QTest::newRow("7 h 12 m 30 s") << qint64(((7 * 60 + 12) * 60 + 30) * 1000) << qint64(30'001);
    QTest::newRow("a full minute") << qint64(10 * 60'000) << qint64(1);
    QTest::newRow("just before the last five minutes")
        << qint64(5 * 60'000 + 20'000) << qint64(20'000);
    QTest::newRow("in the last five minutes") << qint64(4 * 60'000 + 700) << qint64(701);
    QTest::newRow("the last second") << qint64(300) << qint64(301);
    QTest::newRow("over") << qint64(0) << qint64(-1);
}

void TestRequestsPresenter::ticksWhenATextChanges()
{
    QFETCH(qint64, left);
    QFETCH(qint64, wait);
    const Timestamp now = samples::at("2026-02-05T10:12:00Z");
    const auto next = untilNextTick({now + std::chrono::milliseconds(left)}, now);
    QCOMPARE(next ? next->count() : -1, wait);
    // The nearest of several decides.
    if (next)
        QCOMPARE(
            untilNextTick({now + 10h + 59s, now + std::chrono::milliseconds(left)}, now)->count(),
            wait);
}

void TestRequestsPresenter::offersDurationsUpToThePolicy()
{
    Policy policy;
    policy.maxAccess = 90min;
    QList<qint64> minutes;
    for (const auto &choice : SubmitPresenter(policy).durations())
        minutes.append(choice.length.count() / 60);
    QCOMPARE(minutes, (QList<qint64>{30, 60, 90}));
}

void TestRequestsPresenter::objectsToWhatIsMissing()
{
    const rules::NewRequest good{.reference = QStringLiteral("EXSR1"),
                                 .service = QStringLiteral("Teams"),
                                 .reason = QStringLiteral("calls drop"),
                                 .duration = 1h};
    QVERIFY(SubmitPresenter::objections(good).isEmpty());
    QCOMPARE(SubmitPresenter::objections({}).keys(),
             (QStringList{QStringLiteral("reason"), QStringLiteral("reference"),
                          QStringLiteral("service")}));
    auto bad = good;
    bad.reference = QString(65, QLatin1Char('x'));
    QCOMPARE(SubmitPresenter::objections(bad).keys(), QStringList{QStringLiteral("reference")});
}

QTEST_GUILESS_MAIN(TestRequestsPresenter)
#include "tst_requestspresenter.moc"
