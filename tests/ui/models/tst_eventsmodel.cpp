#include "eventshelf.h"

#include "ui/models/eventsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

using Load = EventsModel::Load;

/// The history as a window into a list of any length, newest first.
class TestEventsModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheNewestFirst();
    void goesOnToTheEnd();
    void jumpsToTheEndAndBack();
    void showsAnEventAmongItsNeighbours();
    void holdsAWindow();
    void filters();
    void aSearchGoesOnByItself();
    void aSearchThatFindsNothingSaysHowFarItLooked();
    void theNewestFilterWins();
    void newsComeAtTheTop();
    void newsStayOutsideTheWindow();
    void earlierEventsComeInAtTheirPlaces();
    void anotherHistoryIsReadAfresh();
    void aRefreshWithoutNewsIsCheap();
    void refreshDuringALoadIsMadeUp();
    void tellsFailures();
    void anotherAccountSeesNothingOfTheOld();
    void marksTheFlaw();

private:
    void load(Load load);
    QList<qint64> numbers() const;
    QList<qint64> ends() const { return {numbers().front(), numbers().back()}; }

    std::unique_ptr<EventShelf> m_shelf;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<EventsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestEventsModel::init()
{
    m_shelf = std::make_unique<EventShelf>();
    m_runner = std::make_unique<ServiceRunner>(m_shelf->factory());
    m_model = std::make_unique<EventsModel>(*m_runner);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    // The tester asks for more rows by itself, which would fetch while a test counts.
    m_tester->setUseFetchMore(false);
}

void TestEventsModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_runner.reset();
}

void TestEventsModel::load(Load load)
{
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    switch (load) {
    case Load::First: m_model->showFirst(); break;
    case Load::Last: m_model->showLast(); break;
    case Load::Refresh: m_model->refresh(); break;
    case Load::More: m_model->fetchMore({}); break;
    case Load::Before: m_model->fetchBefore(); break;
    case Load::At:
    case Load::None: break;
    }
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].value<Load>(), load);
}

QList<qint64> TestEventsModel::numbers() const
{
    QList<qint64> numbers;
    for (const Event &row : m_model->rows())
        numbers.append(row.seq);
    return numbers;
}

void TestEventsModel::showsTheNewestFirst()
{
    m_shelf->fill(250);
    QVERIFY(!m_model->hasLoaded());
    load(Load::First);
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(ends(), (QList<qint64>{250, 151}));
    QVERIFY(m_model->isAtStart());
    QVERIFY(!m_model->isAtEnd());
    QVERIFY(m_model->canFetchMore({}));
    QVERIFY(!m_model->canFetchBefore());
}

void TestEventsModel::goesOnToTheEnd()
{
    m_shelf->fill(250);
    load(Load::First);
    load(Load::More);
    load(Load::More);
    QCOMPARE(m_model->rowCount(), 250);
    QCOMPARE(ends(), (QList<qint64>{250, 1}));
    QVERIFY(m_model->isAtEnd());
    QVERIFY(!m_model->canFetchMore({}));
}

void TestEventsModel::jumpsToTheEndAndBack()
{
    m_shelf->fill(5000);
    load(Load::First);
    load(Load::Last);
    QCOMPARE(ends(), (QList<qint64>{100, 1}));
    QVERIFY(m_model->isAtEnd());
    QVERIFY(!m_model->isAtStart());
    load(Load::Before);
    QCOMPARE(ends(), (QList<qint64>{200, 1}));
    load(Load::First);
    QCOMPARE(ends(), (QList<qint64>{5000, 4901}));
    QVERIFY(m_model->isAtStart());
}

void TestEventsModel::showsAnEventAmongItsNeighbours()
{
    m_shelf->fill(500);
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    m_model->showAt(250);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(ends(), (QList<qint64>{250, 151}));
    QVERIFY(!m_model->isAtStart());
    load(Load::Before);
    QCOMPARE(ends(), (QList<qint64>{350, 151}));
    loaded.clear();
    m_model->showAt(500);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(ends(), (QList<qint64>{500, 401}));
    QVERIFY(m_model->isAtStart());
}

void TestEventsModel::holdsAWindow()
{
    m_shelf->fill(3000);
    load(Load::First);
    for (int i = 0; i < 15; ++i)
        load(Load::More);
    QCOMPARE(m_model->rowCount(), EventsModel::maxRows);
    QCOMPARE(ends(), (QList<qint64>{2400, 1401}));
    QVERIFY(!m_model->isAtStart());
    for (int i = 0; i < 6; ++i)
        load(Load::Before);
    QCOMPARE(ends(), (QList<qint64>{3000, 2001}));
    QVERIFY(m_model->isAtStart());
    QVERIFY(!m_model->isAtEnd());
    load(Load::More);
    QCOMPARE(numbers().back(), 1901);
}

void TestEventsModel::filters()
{
    m_shelf->fill(50);
    m_shelf->add(sampleEvent(51, EventKind::UserAdded));
    m_shelf->add(sampleEvent(52));
    EventFilter filter;
    filter.kinds = {EventKind::UserAdded};
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), QList<qint64>{51});
    filter = {};
    filter.from = noon() + std::chrono::minutes(10);
    filter.until = noon() + std::chrono::minutes(12);
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), (QList<qint64>{11, 10}));
    m_model->setFilter({});
    QTRY_COMPARE(m_model->rowCount(), 52);
}

void TestEventsModel::aSearchGoesOnByItself()
{
    m_shelf->fill(1000);
    Event special = sampleEvent(1001);
    special.user = QStringLiteral("ben@contoso.example");
    m_shelf->add(special);
    for (qint64 seq = 1002; seq <= 2000; ++seq)
        m_shelf->add(sampleEvent(seq));
    m_shelf->setPart(50);
    QSignalSpy parts(m_model.get(), &EventsModel::partLoaded);
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    EventFilter filter;
    filter.search = QStringLiteral("BEN");
    m_model->setFilter(filter);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(numbers(), QList<qint64>{1001});
    QVERIFY(m_model->isAtEnd());
    QCOMPARE(parts.size(), 39);
}

void TestEventsModel::aSearchThatFindsNothingSaysHowFarItLooked()
{
    m_shelf->fill(200);
    m_shelf->setPart(50);
    EventFilter filter;
    filter.search = QStringLiteral("nobody");
    std::vector<Timestamp> looked;
    connect(m_model.get(), &EventsModel::partLoaded, this,
            [&] { looked.push_back(*m_model->lookedTo()); });
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    m_model->setFilter(filter);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(looked, (std::vector<Timestamp>{noon() + std::chrono::minutes(151),
                                             noon() + std::chrono::minutes(101),
                                             noon() + std::chrono::minutes(51)}));
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->isAtEnd());
}

void TestEventsModel::theNewestFilterWins()
{
    m_shelf->fill(20);
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    m_model->setFilter({});
    EventFilter filter;
    filter.kinds = {EventKind::ClockAdvanced};
    m_model->setFilter(filter);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(m_model->rowCount(), 0);
}

void TestEventsModel::newsComeAtTheTop()
{
    m_shelf->fill(150);
    load(Load::First);
    const QPersistentModelIndex chosen = m_model->index(20, 0);
    m_shelf->add(sampleEvent(151));
    m_shelf->add(sampleEvent(152, EventKind::ClockAdvanced));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    load(Load::Refresh);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(ends(), (QList<qint64>{152, 51}));
    QCOMPARE(chosen.row(), 22);
    QCOMPARE(chosen.data(EventSeqRole).toLongLong(), 130);
    load(Load::More); // and the list goes on where it did
    QCOMPARE(ends(), (QList<qint64>{152, 1}));
    QCOMPARE(m_model->rowCount(), 152);
}

void TestEventsModel::newsStayOutsideTheWindow()
{
    m_shelf->fill(500);
    load(Load::Last);
    m_shelf->add(sampleEvent(501));
    load(Load::Refresh);
    QCOMPARE(ends(), (QList<qint64>{100, 1}));
    for (int i = 0; i < 5; ++i)
        load(Load::Before);
    QCOMPARE(ends(), (QList<qint64>{501, 1}));
    QVERIFY(m_model->isAtStart());
}

void TestEventsModel::earlierEventsComeInAtTheirPlaces()
{
    const RequestId request(QUuid::createUuid());
    const auto about = [&](qint64 seq, EventKind kind) {
        Event one = sampleEvent(seq, kind);
        one.request = request;
        return one;
    };
    m_shelf->setHidden(request, true);
    m_shelf->fill(10);
    m_shelf->add(about(11, EventKind::RequestSubmitted));
    m_shelf->add(sampleEvent(12));
    load(Load::First);
    QCOMPARE(numbers().mid(0, 2), (QList<qint64>{12, 10}));
    m_shelf->add(about(13, EventKind::RequestAuthorized));
    m_shelf->setHidden(request, false);
    load(Load::Refresh);
    QCOMPARE(numbers().mid(0, 4), (QList<qint64>{13, 12, 11, 10}));
    // A filter that shows no manager's yes learns of it all the same.
    m_shelf->setHidden(request, true);
    EventFilter filter;
    filter.kinds = {EventKind::RequestSubmitted};
    m_model->setFilter(filter);
    QTRY_VERIFY(m_model->hasLoaded() && m_model->loading() == Load::None);
    QCOMPARE(m_model->rowCount(), 0);
    m_shelf->setHidden(request, false);
    load(Load::Refresh);
    QCOMPARE(numbers(), QList<qint64>{11});
}

void TestEventsModel::anotherHistoryIsReadAfresh()
{
    m_shelf->fill(50);
    load(Load::First);
    m_shelf->fill(40);
    m_model->refresh();
    QTRY_COMPARE(ends(), (QList<qint64>{40, 1}));
}

void TestEventsModel::aRefreshWithoutNewsIsCheap()
{
    m_shelf->fill(1500);
    load(Load::First);
    const int before = m_shelf->calls();
    load(Load::Refresh);
    QCOMPARE(m_shelf->calls(), before + 1);
}

void TestEventsModel::refreshDuringALoadIsMadeUp()
{
    m_shelf->fill(10);
    QSignalSpy loaded(m_model.get(), &EventsModel::loaded);
    m_model->showFirst();
    m_model->refresh();
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(loaded[1][0].value<Load>(), Load::Refresh);
}

void TestEventsModel::tellsFailures()
{
    m_shelf->fill(10);
    load(Load::First);
    m_shelf->refuse(Error{.code = ErrorCode::StoreLocked, .message = QStringLiteral("busy")});
    QSignalSpy failed(m_model.get(), &EventsModel::loadFailed);
    m_model->refresh();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_model->rowCount(), 10); // what was there stays, and can be read again
    QCOMPARE(m_model->loading(), Load::None);
    m_shelf->refuse(std::nullopt);
    m_shelf->add(sampleEvent(11));
    load(Load::Refresh);
    QCOMPARE(m_model->rowCount(), 11);
}

void TestEventsModel::anotherAccountSeesNothingOfTheOld()
{
    m_shelf->fill(10);
    load(Load::First);
    m_model->setSession({.userPrincipalName = QStringLiteral("ben@contoso.example")});
    QCOMPARE(m_model->rowCount(), 0);
    QTRY_COMPARE(m_model->rowCount(), 10);
}

void TestEventsModel::marksTheFlaw()
{
    m_shelf->fill(10);
    load(Load::First);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setFlaw(7);
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_model->index(3, 2).data(EventFlawRole).toBool());
    QVERIFY(!m_model->index(2, 2).data(EventFlawRole).toBool());
    const QString spoken = m_model->index(3, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.endsWith(QStringLiteral("verification found something wrong here")),
             qPrintable(spoken));
    m_model->setFlaw(0);
    QVERIFY(!m_model->index(3, 2).data(EventFlawRole).toBool());
}

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
