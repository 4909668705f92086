#include "core/evidence/storycheck.h"
#include "tests/core/evidence/memorylog.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using evidence::StoryCheck;

/// Stories of requests fit together, and one from which a step was taken out doesn't.
class TestStoryCheck : public QObject
{
    Q_OBJECT

private slots:
    void wholeStoriesFit_data();
    void wholeStoriesFit();
    void missingStepIsFound_data();
    void missingStepIsFound();
    void missingNoteIsNotFound();
    void cutEndIsNotFound();
    void orderMatters();
    void nothingFollowsTheEnd();
    void storyMayBeginInTheMiddleOfATime();
    void gapIsFoundInTheMiddleOfATime();
    void changedFieldIsFound();
    void requestsDoNotMixUp();
};

Q_DECLARE_METATYPE(std::vector<Event>)

namespace {

std::vector<Event> numbered(const std::vector<rules::Change> &changes)
{
    std::vector<Event> events;
    for (const rules::Change &change : changes) {
        for (Event event : change.events) {
            event.seq = qint64(events.size()) + 1;
            events.push_back(event);
        }
    }
    return events;
}

rules::Change request(quint64 seed = 1)
{
    return filed(QStringLiteral("EXSR1"), QStringLiteral("Mail"), at("2026-02-05T09:00:00Z"), seed);
}

std::vector<Event> approvedEvents(quint64 seed = 1)
{
    std::vector<rules::Change> changes = {request(seed)};
    for (const auto &change : approvedStory(changes.front()))
        changes.push_back(change);
    return numbered(changes);
}

std::vector<Event> deniedEvents()
{
    std::vector<rules::Change> changes = {request()};
    for (const auto &change : deniedStory(changes.front()))
        changes.push_back(change);
    return numbered(changes);
}

/// What is wrong first.
QString fault(const std::vector<Event> &events, bool fromTheStart = true)
{
    StoryCheck check(fromTheStart);
    for (const Event &event : events) {
        if (const QString text = check.take(event); !text.isEmpty())
            return text;
    }
    return {};
}

std::vector<Event> without(std::vector<Event> events, size_t index)
{
    events.erase(events.begin() + std::ptrdiff_t(index));
    return events;
}

} // namespace

void TestStoryCheck::wholeStoriesFit_data()
{
    QTest::addColumn<std::vector<Event>>("events");
    QTest::newRow("access") << approvedEvents();
    QTest::newRow("denied") << deniedEvents();
    const auto first = request();
    const Actor engineer{.userPrincipalName = first.request.requestor, .roles = {Role::Engineer}};
    const Actor manager{.userPrincipalName = QStringLiteral("max@x.example"),
                        .roles = {Role::Manager}};
    const Actor approver{.userPrincipalName = QStringLiteral("alex@x.example"),
                         .roles = {Role::LockboxApprover}};
    const Timestamp soon = first.request.submittedAt + std::chrono::minutes(5);
    QTest::newRow("rejected") << numbered(
        {first, rules::reject(manager, first.request, QStringLiteral("No"), soon).value()});
    QTest::newRow("withdrawn at once")
        << numbered({first, rules::cancel(engineer, first.request, {}, soon).value()});
    const auto pending =
        rules::authorize(manager, first.request, {}, {.requireApproval = true}, {}, soon).value();
    QTest::newRow("withdrawn later")
        << numbered({first, pending, rules::cancel(engineer, pending.request, {}, soon).value()});
    QTest::newRow("expired") << numbered(
        {first, pending, *rules::elapse(pending.request, soon + std::chrono::hours(13))});
    const auto open = rules::authorize(manager, first.request, {}, {}, {}, soon).value();
    QTest::newRow("no approval required, revoked")
        << numbered({first, open, rules::revoke(approver, open.request, {}, soon).value()});
    QTest::newRow("closed") << numbered(
        {first, open,
         rules::recordAction(engineer, open.request, QStringLiteral("One"), soon).value(),
         rules::recordAction(engineer, open.request, QStringLiteral("Two"), soon).value(),
         rules::complete(engineer, open.request, {}, soon).value()});
}

void TestStoryCheck::wholeStoriesFit()
{
    QFETCH(std::vector<Event>, events);
    QCOMPARE(fault(events), QString());
    QCOMPARE(fault(events, false), QString());
}

void TestStoryCheck::missingStepIsFound_data()
{
    QTest::addColumn<std::vector<Event>>("events");
    QTest::addColumn<qint64>("behind");
    for (const auto &[name, events] :
         {std::pair("access", approvedEvents()), std::pair("denied", deniedEvents())}) {
        for (size_t i = 0; i + 1 < events.size(); ++i) {
            if (events.at(i).kind == EventKind::AccessRecorded)
                continue;
            QTest::addRow("%s without %s", name, qPrintable(toSlug(events.at(i).kind)))
                << without(events, i) << events.at(i + 1).seq;
        }
    }
}

void TestStoryCheck::missingStepIsFound()
{
    QFETCH(std::vector<Event>, events);
    QFETCH(qint64, behind);
    const QString text = fault(events);
    QVERIFY2(text.contains(QStringLiteral("missing")), qPrintable(text));
    QVERIFY2(text.contains(events.front().request.toString()), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("%1 of request").arg(behind))
                 || text.contains(QStringLiteral("event %1 ").arg(behind)),
             qPrintable(text));
}

// What docs/evidence.md says can't be seen.
void TestStoryCheck::missingNoteIsNotFound()
{
    const auto events = approvedEvents();
    QCOMPARE(events.at(4).kind, EventKind::AccessRecorded);
    QCOMPARE(fault(without(events, 4)), QString());
}

void TestStoryCheck::cutEndIsNotFound()
{
    const auto events = approvedEvents();
    for (size_t size = 1; size < events.size(); ++size)
        QCOMPARE(fault({events.begin(), events.begin() + std::ptrdiff_t(size)}), QString());
}

void TestStoryCheck::orderMatters()
{
    const auto events = approvedEvents();
    for (size_t i = 0; i + 1 < events.size(); ++i) {
        auto swapped = events;
        std::swap(swapped.at(i), swapped.at(i + 1));
        QVERIFY2(!fault(swapped).isEmpty(), qPrintable(toSlug(events.at(i).kind)));
        auto twice = events;
        twice.insert(twice.begin() + std::ptrdiff_t(i), events.at(i));
        QVERIFY(!fault(twice).isEmpty() || events.at(i).kind == EventKind::AccessRecorded);
    }
}

void TestStoryCheck::nothingFollowsTheEnd()
{
    auto events = deniedEvents();
    for (const Event &late : approvedEvents()) {
        auto longer = events;
        longer.push_back(late);
        QVERIFY2(!fault(longer).isEmpty(), qPrintable(toSlug(late.kind)));
        QVERIFY2(!fault(longer, false).isEmpty(), qPrintable(toSlug(late.kind)));
    }
}

void TestStoryCheck::storyMayBeginInTheMiddleOfATime()
{
    const auto events = approvedEvents();
    for (size_t from = 1; from < events.size(); ++from) {
        const std::vector<Event> rest(events.begin() + std::ptrdiff_t(from), events.end());
        QVERIFY(!fault(rest, true).isEmpty());
        QCOMPARE(fault(rest, false), QString());
    }
}

void TestStoryCheck::gapIsFoundInTheMiddleOfATime()
{
    const auto events = approvedEvents();
    // From the manager's yes on, without what the approvers were told.
    QVERIFY(!fault({events.at(1), events.at(3)}, false).isEmpty());
    QVERIFY(!fault({events.at(2), events.at(5)}, false).isEmpty());
}

void TestStoryCheck::changedFieldIsFound()
{
    auto events = approvedEvents();
    Event &end = events.back();
    QCOMPARE(end.kind, EventKind::AccessCompleted);
    QJsonObject before = end.before;
    before.insert(QStringLiteral("state"), QStringLiteral("pending"));
    end.before = before;
    QCOMPARE(fault(events),
             QStringLiteral("between events 5 and 6 of request %1 something is missing: state was "
                            "\"pending\" before it, and is \"approved\" after the event before")
                 .arg(end.request.toString()));
    // A field that nothing has named yet has its first value.
    events = approvedEvents();
    events.at(1).before.insert(QStringLiteral("approvalRequired"), false);
    QVERIFY(fault(events).contains(QStringLiteral("approvalRequired was false")));
    QCOMPARE(fault({events.at(1)}, false), QString());
}

void TestStoryCheck::requestsDoNotMixUp()
{
    const auto one = approvedEvents(1);
    const auto other = approvedEvents(2);
    std::vector<Event> all;
    for (size_t i = 0; i < one.size(); ++i) {
        all.push_back(one.at(i));
        all.push_back(other.at(i));
    }
    Event setting{.kind = EventKind::SettingChanged};
    all.insert(all.begin() + 3, setting);
    QCOMPARE(fault(all, false), QString());
}

QTEST_APPLESS_MAIN(TestStoryCheck)
#include "tst_storycheck.moc"
