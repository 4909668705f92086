#include "pagedlockbox.h"

#include "core/base/timetext.h"
#include "ui/models/requestsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

Timestamp noon()
{
    return *parseRfc3339(u"2026-02-05T12:00:00Z", QStringLiteral("time"));
}

AccessRequest request(int number, RequestState state = RequestState::Denied)
{
    AccessRequest request;
    request.id =
        RequestId(QUuid(static_cast<uint>(number + 1), 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
    request.reference = QStringLiteral("EXSR%1").arg(number, 6, 10, QLatin1Char('0'));
    request.service = QStringLiteral("Exchange");
    request.reason = QStringLiteral("Mail\ndoes not arrive");
    request.requestor = QStringLiteral("a.novak@provider.example");
    request.duration = 4h;
    request.state = state;
    request.submittedAt = noon() - std::chrono::hours(number);
    if (state == RequestState::Pending) {
        request.notifiedAt = noon();
        request.expiresAt = noon() + 12h;
    }
    return request;
}

} // namespace

/// The list of requests as a window into a list of any length.
class TestRequestsModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheFirstPage();
    void goesOnToTheEnd();
    void jumpsToTheEndAndBack();
    void holdsAWindow();
    void refreshKeepsRows_data();
    void refreshKeepsRows();
    void refreshDuringALoadIsMadeUp();
    void newestQueryWins();
    void tellsFailures();
    void anotherAccountSeesNothingOfTheOld();
    void timeMovesStates();
    void timeTellsOnlyWhatChanges();
    void saysARow();
    void hasNamedColumns();

private:
    void put(int count);
    void load(RequestsModel::Load load);
    QStringList references() const;

    std::shared_ptr<RequestShelf> m_shelf;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<RequestsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRequestsModel::init()
{
    m_shelf = std::make_shared<RequestShelf>();
    m_runner = std::make_unique<ServiceRunner>(
        [shelf = m_shelf]() -> Result<std::unique_ptr<LockboxService>> {
            return std::make_unique<PagedLockbox>(shelf);
        });
    m_model = std::make_unique<RequestsModel>(*m_runner);
    m_model->setNow(noon());
    m_model->setRequestorName(QStringLiteral("Microsoft Engineer"));
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    // The tester asks for more rows by itself, which would fetch while a test counts.
    m_tester->setUseFetchMore(false);
}

void TestRequestsModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_runner.reset();
}

void TestRequestsModel::put(int count)
{
    QMutexLocker lock(&m_shelf->mutex);
    m_shelf->requests.clear();
    for (int i = 0; i < count; ++i)
        m_shelf->requests.push_back(request(i));
}

void TestRequestsModel::load(RequestsModel::Load load)
{
    QSignalSpy loaded(m_model.get(), &RequestsModel::loaded);
    switch (load) {
    case RequestsModel::Load::First: m_model->showFirst(); break;
    case RequestsModel::Load::Last: m_model->showLast(); break;
    case RequestsModel::Load::Refresh: m_model->refresh(); break;
    case RequestsModel::Load::More: m_model->fetchMore({}); break;
    case RequestsModel::Load::Before: m_model->fetchBefore(); break;
    case RequestsModel::Load::None: break;
    }
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].value<RequestsModel::Load>(), load);
}

QStringList TestRequestsModel::references() const
{
    QStringList references;
    for (const AccessRequest &row : m_model->rows())
        references.append(row.reference);
    return references;
}

void TestRequestsModel::showsTheFirstPage()
{
    put(250);
    QVERIFY(!m_model->hasLoaded());
    load(RequestsModel::Load::First);
    QCOMPARE(m_model->rowCount(), 100);
    QVERIFY(m_model->hasLoaded());
    QVERIFY(m_model->isAtStart());
    QVERIFY(!m_model->isAtEnd());
    QVERIFY(m_model->canFetchMore({}));
    QVERIFY(!m_model->canFetchBefore());
}

void TestRequestsModel::goesOnToTheEnd()
{
    put(250);
    load(RequestsModel::Load::First);
    load(RequestsModel::Load::More);
    load(RequestsModel::Load::More);
    QCOMPARE(m_model->rowCount(), 250);
    QVERIFY(m_model->isAtEnd());
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(references().back(), QStringLiteral("EXSR000249"));
}

void TestRequestsModel::jumpsToTheEndAndBack()
{
    put(5000);
    load(RequestsModel::Load::First);
    load(RequestsModel::Load::Last);
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(references().back(), QStringLiteral("EXSR004999"));
    QVERIFY(m_model->isAtEnd());
    load(RequestsModel::Load::Before);
    QCOMPARE(references().front(), QStringLiteral("EXSR004800"));
    QCOMPARE(m_model->rowCount(), 200);
    load(RequestsModel::Load::First);
    QCOMPARE(references().front(), QStringLiteral("EXSR000000"));
}

void TestRequestsModel::holdsAWindow()
{
    put(3000);
    load(RequestsModel::Load::First);
    for (int i = 0; i < 15; ++i)
        load(RequestsModel::Load::More);
    QCOMPARE(m_model->rowCount(), RequestsModel::maxRows);
    QCOMPARE(references().front(), QStringLiteral("EXSR000600"));
    QCOMPARE(references().back(), QStringLiteral("EXSR001599"));
    QVERIFY(!m_model->isAtStart());
    for (int i = 0; i < 6; ++i)
        load(RequestsModel::Load::Before);
    QCOMPARE(references().front(), QStringLiteral("EXSR000000"));
    QCOMPARE(references().back(), QStringLiteral("EXSR000999"));
    QVERIFY(m_model->isAtStart());
    QVERIFY(!m_model->isAtEnd());
    load(RequestsModel::Load::More);
    QCOMPARE(references().back(), QStringLiteral("EXSR001099"));
}

void TestRequestsModel::refreshKeepsRows_data()
{
    QTest::addColumn<RequestsModel::Load>("from");
    QTest::addColumn<RequestsModel::Load>("then");
    QTest::newRow("at the start") << RequestsModel::Load::First << RequestsModel::Load::More;
    QTest::newRow("at the end") << RequestsModel::Load::Last << RequestsModel::Load::Before;
}

void TestRequestsModel::refreshKeepsRows()
{
    QFETCH(RequestsModel::Load, from);
    QFETCH(RequestsModel::Load, then);
    put(1000);
    load(from);
    load(then);
    const QPersistentModelIndex chosen = m_model->index(120, 0);
    const QString id = chosen.data(RequestIdRole).toString();
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests.insert(m_shelf->requests.begin(), request(2000, RequestState::Pending));
        m_shelf->requests.push_back(request(2001));
    }
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    load(RequestsModel::Load::Refresh);
    QCOMPARE(resets.size(), 0);
    QVERIFY(chosen.isValid());
    QCOMPARE(chosen.data(RequestIdRole).toString(), id);
    QCOMPARE(m_model->rowCount(), 200);
    const QString seen =
        from == RequestsModel::Load::First ? references().front() : references().back();
    QCOMPARE(seen, from == RequestsModel::Load::First ? QStringLiteral("EXSR002000")
                                                      : QStringLiteral("EXSR002001"));
}

void TestRequestsModel::refreshDuringALoadIsMadeUp()
{
    put(10);
    QSignalSpy loaded(m_model.get(), &RequestsModel::loaded);
    m_model->showFirst();
    m_model->refresh();
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(loaded[1][0].value<RequestsModel::Load>(), RequestsModel::Load::Refresh);
}

void TestRequestsModel::newestQueryWins()
{
    put(10);
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests[3].state = RequestState::Completed;
    }
    QSignalSpy loaded(m_model.get(), &RequestsModel::loaded);
    m_model->setQuery({});
    RequestQuery query;
    query.states = {RequestState::Completed};
    m_model->setQuery(query);
    QTRY_COMPARE(references(), QStringList{QStringLiteral("EXSR000003")});
    QCOMPARE(loaded.size(), 1);
}

void TestRequestsModel::tellsFailures()
{
    put(10);
    load(RequestsModel::Load::First);
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->refusal = Error{.code = ErrorCode::StoreLocked, .message = QStringLiteral("busy")};
    }
    QSignalSpy failed(m_model.get(), &RequestsModel::loadFailed);
    m_model->refresh();
    QTRY_COMPARE(failed.size(), 1);
    // What was there stays, and can be read again.
    QCOMPARE(m_model->rowCount(), 10);
    QCOMPARE(m_model->loading(), RequestsModel::Load::None);
}

void TestRequestsModel::anotherAccountSeesNothingOfTheOld()
{
    put(10);
    load(RequestsModel::Load::First);
    m_model->setSession({.userPrincipalName = QStringLiteral("ben@contoso.example")});
    QCOMPARE(m_model->rowCount(), 0);
    QTRY_COMPARE(m_model->rowCount(), 10);
}

void TestRequestsModel::timeMovesStates()
{
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests = {request(0, RequestState::Pending)};
    }
    load(RequestsModel::Load::First);
    QCOMPARE(m_model->deadlines(), std::vector<Timestamp>{noon() + 12h});
    const QModelIndex left = m_model->index(0, static_cast<int>(RequestColumn::TimeLeft));
    QCOMPARE(left.data(SecondsLeftRole).toLongLong(), qint64(12 * 3600));
    m_model->setNow(noon() + 12h - 1ms);
    QCOMPARE(left.data(RequestStateRole).toInt(), static_cast<int>(RequestState::Pending));
    m_model->setNow(noon() + 12h);
    QCOMPARE(left.data(RequestStateRole).toInt(), static_cast<int>(RequestState::Expired));
    QVERIFY(left.data().toString().isEmpty());
    QVERIFY(m_model->deadlines().empty());
}

void TestRequestsModel::timeTellsOnlyWhatChanges()
{
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests = {request(0, RequestState::Pending), request(1)};
    }
    load(RequestsModel::Load::First);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setNow(noon() + 90s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    m_model->setNow(noon() + 91s);
    QCOMPARE(changed.size(), 1);
}

void TestRequestsModel::saysARow()
{
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests = {request(0, RequestState::Pending)};
    }
    load(RequestsModel::Load::First);
    m_model->setNow(noon() + 4h + 48min);
    QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("EXSR000000, requested 5 February 2026 12:00 UTC by Microsoft "
                            "Engineer, Exchange, pending, "
                            "7 hours 12 minutes left"));
    const QModelIndex reason = m_model->index(0, static_cast<int>(RequestColumn::Reason));
    QCOMPARE(reason.data().toString(), QStringLiteral("Mail does not arrive"));
    QCOMPARE(m_model->index(0, static_cast<int>(RequestColumn::Requestor))
                 .data(SecondTextRole)
                 .toString(),
             QStringLiteral("a.novak"));
}

void TestRequestsModel::hasNamedColumns()
{
    QStringList names;
    for (int column = 0; column < m_model->columnCount(); ++column)
        names.append(m_model->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(names, (QStringList{QStringLiteral("Reference number"),
                                 QStringLiteral("Date requested (UTC)"),
                                 QStringLiteral("Requestor"), QStringLiteral("Action status"),
                                 QStringLiteral("Service"), QStringLiteral("Reason"),
                                 QStringLiteral("Time left"), QStringLiteral("Decided by")}));
}

QTEST_GUILESS_MAIN(TestRequestsModel)
#include "tst_requestsmodel.moc"
