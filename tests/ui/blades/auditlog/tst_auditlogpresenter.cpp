#include "core/base/timetext.h"
#include "ui/blades/auditlogpresenter.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

using Period = AuditLogPresenter::Period;

namespace {

Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("time"));
}

/// Half past midnight in Berlin, still the day before in UTC.
Timestamp now()
{
    return at("2026-02-05T23:30:00Z");
}

} // namespace

/// Which events the Audit log shows, and what it says about them.
class TestAuditLogPresenter : public QObject
{
    Q_OBJECT

private slots:
    void showsAllAtFirst();
    void groupsBecomeKinds();
    void periodsAreLocalDays_data();
    void periodsAreLocalDays();
    void daysOfOnesOwn_data();
    void daysOfOnesOwn();
    void clearsAll();
    void footers_data();
    void footers();
    void emptyStates();

private:
    AuditLogPresenter m_presenter;
};

void TestAuditLogPresenter::showsAllAtFirst()
{
    m_presenter = {};
    QVERIFY(!m_presenter.isFiltered());
    QVERIFY(m_presenter.filter(now()).isEmpty());
}

void TestAuditLogPresenter::groupsBecomeKinds()
{
    m_presenter = {};
    m_presenter.setGroups({EventGroup::Settings, EventGroup::Users});
    QVERIFY(m_presenter.isFiltered());
    QCOMPARE(m_presenter.filter(now()).kinds,
             (std::vector<EventKind>{EventKind::UserAdded, EventKind::UserRolesChanged,
                                     EventKind::UserEmailChanged, EventKind::SettingChanged}));
    m_presenter.setSearch(QStringLiteral("  ada \n berg "));
    QCOMPARE(m_presenter.filter(now()).search, QStringLiteral("ada berg"));
}

void TestAuditLogPresenter::periodsAreLocalDays_data()
{
    QTest::addColumn<Period>("period");
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("today") << Period::Today << QByteArray("2026-02-05T23:00:00Z");
    QTest::newRow("week") << Period::Week << QByteArray("2026-01-30T23:00:00Z");
    QTest::newRow("month") << Period::Month << QByteArray("2026-01-07T23:00:00Z");
    QTest::newRow("year") << Period::Year << QByteArray("2025-02-06T23:00:00Z");
}

void TestAuditLogPresenter::periodsAreLocalDays()
{
    QFETCH(Period, period);
    QFETCH(QByteArray, from);
    m_presenter = {};
    m_presenter.setPeriod(period);
    QCOMPARE(*m_presenter.filter(now()).from, at(from.constData()));
    QVERIFY(!m_presenter.filter(now()).until);
    QVERIFY(m_presenter.isFiltered());
}

void TestAuditLogPresenter::daysOfOnesOwn_data()
{
    QTest::addColumn<QDate>("first");
    QTest::addColumn<QDate>("last");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("until");
    const QDate one(2026, 3, 28);
    const QDate other(2026, 3, 29); // the clocks go forward
    QTest::newRow("one day") << one << one << QByteArray("2026-03-27T23:00:00Z")
                             << QByteArray("2026-03-28T23:00:00Z");
    QTest::newRow("a short day") << other << other << QByteArray("2026-03-28T23:00:00Z")
                                 << QByteArray("2026-03-29T22:00:00Z");
    QTest::newRow("from") << one << QDate() << QByteArray("2026-03-27T23:00:00Z") << QByteArray();
    QTest::newRow("until") << QDate() << other << QByteArray()
                           << QByteArray("2026-03-29T22:00:00Z");
}

void TestAuditLogPresenter::daysOfOnesOwn()
{
    QFETCH(QDate, first);
    QFETCH(QDate, last);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, until);
    m_presenter = {};
    m_presenter.setPeriod(Period::Days);
    m_presenter.setDays(first, last);
    const EventFilter filter = m_presenter.filter(now());
    QCOMPARE(filter.from ? toRfc3339(*filter.from).toLatin1() : QByteArray(), from);
    QCOMPARE(filter.until ? toRfc3339(*filter.until).toLatin1() : QByteArray(), until);
}

void TestAuditLogPresenter::clearsAll()
{
    m_presenter = {};
    m_presenter.setGroups({EventGroup::Log});
    m_presenter.setSearch(QStringLiteral("a"));
    m_presenter.setPeriod(Period::Today);
    m_presenter.clear();
    QVERIFY(!m_presenter.isFiltered());
    QVERIFY(m_presenter.filter(now()).isEmpty());
}

void TestAuditLogPresenter::footers_data()
{
    QTest::addColumn<bool>("filtered");
    QTest::addColumn<std::optional<qint64>>("total");
    QTest::addColumn<AuditLogPresenter::Shown>("shown");
    QTest::addColumn<QString>("text");
    using Shown = AuditLogPresenter::Shown;
    const std::optional<qint64> total = 1234;
    const auto row = [&](const char *name, bool filtered, const std::optional<qint64> &all,
                         const Shown &shown, const char *text) {
        QTest::newRow(name) << filtered << all << shown << QString::fromUtf8(text);
    };
    const Shown page{.rows = 100, .lookedTo = at("2026-01-20T12:00:00Z")};
    Shown whole{.rows = 1234, .atEnd = true};
    row("all", false, total, page, "1,234 events");
    row("all are held", false, total, whole, "1,234 events");
    whole.rows = 1230;
    row("some are hidden", false, total, whole,
        "1,230 of 1,234 events. The others belong to requests that have not passed the provider's "
        "manager.");
    row("no log", false, {}, page, "100 events");
    row("found a page", true, total, page,
        "More than 100 events found, searched back to 20 January 2026");
    whole.rows = 1;
    row("found one", true, total, whole, "1 event found");
    Shown searching{.rows = 3, .isSearching = true, .lookedTo = at("2025-12-31T23:30:00Z")};
    row("searching", true, total, searching, "3 events found, searched back to 1 January 2026 …");
    searching.lookedTo.reset();
    row("just started", true, total, searching, "Searching …");
}

void TestAuditLogPresenter::footers()
{
    QFETCH(bool, filtered);
    QFETCH(std::optional<qint64>, total);
    QFETCH(AuditLogPresenter::Shown, shown);
    QFETCH(QString, text);
    m_presenter = {};
    if (filtered)
        m_presenter.setSearch(QStringLiteral("ada"));
    m_presenter.setTotal(total);
    m_presenter.setShown(shown);
    QCOMPARE(m_presenter.footer(), text);
}

void TestAuditLogPresenter::emptyStates()
{
    m_presenter = {};
    QCOMPARE(m_presenter.empty().title, QStringLiteral("No events yet"));
    QVERIFY(m_presenter.empty().action.isEmpty());
    m_presenter.setSearch(QStringLiteral("ada"));
    m_presenter.setShown({.atEnd = true});
    QCOMPARE(m_presenter.empty(),
             (AuditLogPresenter::Empty{.title = QStringLiteral("No event matches"),
                                       .text = QStringLiteral("Nothing was found for “ada”."),
                                       .action = QStringLiteral("Clear filter")}));
    m_presenter.setShown({.isSearching = true, .lookedTo = at("2026-01-20T12:00:00Z")});
    QCOMPARE(m_presenter.empty().text, QStringLiteral("Searched back to 20 January 2026."));
    QVERIFY(m_presenter.empty().action.isEmpty());
    m_presenter.clear();
    m_presenter.setPeriod(Period::Today);
    m_presenter.setShown({.atEnd = true});
    QCOMPARE(m_presenter.empty().text,
             QStringLiteral("Nothing of the chosen kind happened in the chosen time."));
}

QTEST_GUILESS_MAIN(TestAuditLogPresenter)
#include "tst_auditlogpresenter.moc"
