#include "tests/ui/models/pagedlockbox.h"

#include "core/base/timetext.h"
#include "ui/blades/requeststable.h"
#include "ui/models/requestsmodel.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

/// The table over a list that is much longer than what is held of it: what is looked at stays in place while pages come and go.
class TestRequestsTable : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void scrollsThroughALongList();
    void chosenRowComesBack();
    void staysAtTheTop();

private:
    QString topReference() const;
    void settle();
    void scrollTo(int value);

    std::shared_ptr<RequestShelf> m_shelf;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<RequestsModel> m_model;
    std::unique_ptr<RequestsTable> m_table;
};

static AccessRequest request(int number)
{
    AccessRequest request;
    request.id =
        RequestId(QUuid(static_cast<uint>(number + 1), 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
    request.reference = QStringLiteral("R%1").arg(number, 5, 10, QLatin1Char('0'));
    request.state = RequestState::Denied;
    return request;
}

void TestRequestsTable::init()
{
    m_shelf = std::make_shared<RequestShelf>();
    for (int i = 0; i < 3000; ++i)
        m_shelf->requests.push_back(request(i));
    m_runner = std::make_unique<ServiceRunner>(
        [shelf = m_shelf]() -> Result<std::unique_ptr<LockboxService>> {
            return std::make_unique<PagedLockbox>(shelf);
        });
    m_model = std::make_unique<RequestsModel>(*m_runner);
    m_table = std::make_unique<RequestsTable>();
    m_table->setModel(m_model.get());
    connect(m_table.get(), &RequestsTable::moreNeeded, m_model.get(),
            [this] { m_model->fetchMore({}); });
    connect(m_table.get(), &RequestsTable::earlierNeeded, m_model.get(),
            &RequestsModel::fetchBefore);
    connect(m_model.get(), &RequestsModel::loaded, this, [this] {
        m_table->setAtTrueTop(m_model->isAtStart());
        m_table->askForNeighbours();
    });
    m_table->resize(800, 600);
    m_table->show();
    m_model->showFirst();
    QTRY_VERIFY(m_model->rowCount() > 0);
    settle();
}

void TestRequestsTable::cleanup()
{
    m_table.reset();
    m_model.reset();
    m_runner.reset();
}

QString TestRequestsTable::topReference() const
{
    return m_table->model()->index(m_table->rowAt(0), 0).data().toString();
}

/// Until nothing is fetched any more, which is also true for a moment between two fetches.
void TestRequestsTable::settle()
{
    QTRY_COMPARE(m_model->loading(), RequestsModel::Load::None);
}

void TestRequestsTable::scrollTo(int value)
{
    m_table->verticalScrollBar()->setValue(value);
    const QString top = topReference();
    settle();
    QCOMPARE(topReference(), top);
}

void TestRequestsTable::scrollsThroughALongList()
{
    QScrollBar *bar = m_table->verticalScrollBar();
    // The chosen row leaves the window, and comes back to it, far from what is looked at.
    m_table->chooseRow(0);
    const QString chosen = m_table->currentRequest();
    QString before = topReference();
    for (int step = 0; step < 1000 && !(m_model->isAtEnd() && bar->value() == bar->maximum());
         ++step) {
        scrollTo(bar->value() + bar->pageStep());
        QVERIFY2(topReference() >= before, qPrintable(topReference() + QLatin1Char(' ') + before));
        before = topReference();
        QVERIFY(m_model->rowCount() <= RequestsModel::maxRows);
    }
    QCOMPARE(m_model->rows().back().reference, QStringLiteral("R02999"));
    for (int step = 0; step < 1000 && !(m_model->isAtStart() && bar->value() == 0); ++step) {
        scrollTo(bar->value() - bar->pageStep());
        QVERIFY(topReference() <= before);
        before = topReference();
    }
    QCOMPARE(topReference(), QStringLiteral("R00000"));
    QCOMPARE(m_table->currentRequest(), chosen);
    QVERIFY(m_model->rowCount() <= RequestsModel::maxRows);
}

void TestRequestsTable::chosenRowComesBack()
{
    m_table->chooseRow(3);
    const QString chosen = m_table->currentRequest();
    m_model->showLast();
    settle();
    QVERIFY(m_model->rowOf(RequestId::fromString(chosen)) < 0);
    m_model->showFirst();
    settle();
    QCOMPARE(m_table->currentRequest(), chosen);
    QCOMPARE(m_table->selectionModel()->selectedRows().value(0).row(), 3);
}

void TestRequestsTable::staysAtTheTop()
{
    {
        QMutexLocker lock(&m_shelf->mutex);
        m_shelf->requests.insert(m_shelf->requests.begin(), request(5000));
    }
    m_model->refresh();
    settle();
    QCOMPARE(topReference(), QStringLiteral("R05000"));
}

QTEST_MAIN(TestRequestsTable)
#include "tst_requeststable.moc"
