#include "requestsamples.h"

#include "ui/blades/requestpresenter.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

RequestPresenter presenter(const RequestDetails &details, const User &account, const char *now)
{
    RequestPresenter presenter;
    presenter.setTenant(samples::tenant());
    presenter.setAccount(account);
    presenter.setPolicy(samples::policy());
    presenter.setDetails(details);
    presenter.setNow(samples::at(now));
    return presenter;
}

QString value(const RequestPresenter &presenter, const char *label)
{
    for (const auto &field : presenter.fields()) {
        if (field.label == QLatin1String(label))
            return field.value;
    }
    return QStringLiteral("(no such field)");
}

QStringList list(const char *texts)
{
    return QString::fromLatin1(texts).split(QStringLiteral(", "));
}

QStringList labels(const std::vector<RequestAct> &acts)
{
    QStringList labels;
    for (RequestAct act : acts)
        labels.append(RequestActs::label(act));
    return labels;
}

} // namespace

/// What the request blade shows and offers.
class TestRequestPresenter : public QObject
{
    Q_OBJECT

private slots:
    void namesTheRequestorAsThePortalDoes();
    void hasThePortalsFieldsInItsOrder();
    void offersWhatTheAccountMay_data();
    void offersWhatTheAccountMay();
    void offersNothingBehindTheDeadline();
    void countsDownToTheDecision();
    void countsDownTheWindow();
    void tellsTheHistory_data();
    void tellsTheHistory();
    void saysWhatThePortalSaysAfterApproval_data();
    void saysWhatThePortalSaysAfterApproval();
    void tellsTheStory();
    void tellsTheProviderHowManyWereTold_data();
    void tellsTheProviderHowManyWereTold();
    void tellsOfAccessWithoutApproval();
    void tellsWhatTheClockDid();
};

void TestRequestPresenter::namesTheRequestorAsThePortalDoes()
{
    const auto p =
        presenter(samples::Told().authorized().details, samples::admin(), "2026-02-05T20:00:00Z");
    QCOMPARE(p.title(), QStringLiteral("Microsoft Engineer"));
    QVERIFY(p.subtitle().startsWith(QStringLiteral("EXSR359123")));
    QVERIFY(p.subtitle().endsWith(QStringLiteral("Pending")));
}

void TestRequestPresenter::hasThePortalsFieldsInItsOrder()
{
    const auto p =
        presenter(samples::Told().authorized().details, samples::admin(), "2026-02-05T20:00:00Z");
    QStringList names;
    for (const auto &field : p.fields())
        names.append(field.label);
    names.removeAll(QStringLiteral("Requestor's account"));
    names.removeAll(QStringLiteral("Request ID"));
    QCOMPARE(names, (QStringList{QStringLiteral("Reference number"),
                                 QStringLiteral("Date requested (UTC)"), QStringLiteral("Reason"),
                                 QStringLiteral("Requestor"), QStringLiteral("Duration"),
                                 QStringLiteral("Action status"), QStringLiteral("Service name")}));
    QCOMPARE(value(p, "Duration"), QStringLiteral("04:00:00"));
    QCOMPARE(value(p, "Requestor"), QStringLiteral("Microsoft Engineer"));
    QCOMPARE(value(p, "Requestor's account"), QStringLiteral("eng@provider.example"));
    QCOMPARE(value(p, "Action status"), QStringLiteral("Pending"));
    QCOMPARE(value(p, "Service name"), QStringLiteral("Exchange"));
    QCOMPARE(value(p, "Request ID"), QStringLiteral("979f5fcc-0000-4000-8000-c56ab355d452"));
    QVERIFY(value(p, "Date requested (UTC)").startsWith(QStringLiteral("2026-02-05 18:00")));
}

void TestRequestPresenter::offersWhatTheAccountMay_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QStringList>("admin");
    QTest::addColumn<QStringList>("reader");
    QTest::addColumn<QStringList>("engineer");
    QTest::addColumn<QStringList>("manager");
    const QStringList none;
    QTest::newRow("submitted") << "submitted" << none << none << list("Withdraw")
                               << list("Approve, Reject");
    QTest::newRow("pending") << "pending" << list("Approve, Deny, Cancel request") << none
                             << list("Withdraw") << none;
    QTest::newRow("approved") << "approved" << list("Revoke access") << none
                              << list("Record action, Close work") << none;
    QTest::newRow("denied") << "denied" << none << none << none << none;
}

void TestRequestPresenter::offersWhatTheAccountMay()
{
    QFETCH(QString, state);
    samples::Told told;
    if (state != QLatin1String("submitted"))
        told.authorized();
    if (state == QLatin1String("approved"))
        told.approved();
    if (state == QLatin1String("denied"))
        told.denied();
    const auto offered = [&](const User &account) {
        return labels(presenter(told.details, account, "2026-02-05T21:00:00Z").acts());
    };
    QTEST(offered(samples::admin()), "admin");
    QTEST(offered(samples::approver()), "admin");
    QTEST(offered(samples::reader()), "reader");
    QTEST(offered(samples::engineer()), "engineer");
    QTEST(offered(samples::manager()), "manager");
}

void TestRequestPresenter::offersNothingBehindTheDeadline()
{
    const auto details = samples::Told().authorized().details;
    QCOMPARE(presenter(details, samples::admin(), "2026-02-06T07:11:54.999Z").acts().size(),
             size_t(3));
    const auto late = presenter(details, samples::admin(), "2026-02-06T07:11:55Z");
    QVERIFY(late.acts().empty());
    QCOMPARE(value(late, "Action status"), QStringLiteral("Request expired"));
    QVERIFY(!late.permission(RequestAct::Approve));
}

void TestRequestPresenter::countsDownToTheDecision()
{
    const auto details = samples::Told().authorized().details;
    const auto countdown = presenter(details, samples::admin(), "2026-02-06T01:11:55Z").countdown();
    QVERIFY(countdown);
    QCOMPARE(countdown->left, 0.5);
    QVERIFY(!countdown->isShort);
    QVERIFY2(countdown->text.startsWith(QStringLiteral("6 h")), qPrintable(countdown->text));
    QVERIFY(presenter(details, samples::admin(), "2026-02-06T06:30:00Z").countdown()->isShort);
    QVERIFY(!presenter(details, samples::admin(), "2026-02-06T08:00:00Z").countdown());
}

void TestRequestPresenter::countsDownTheWindow()
{
    const auto details = samples::Told().authorized().approved().details;
    const auto countdown = presenter(details, samples::admin(), "2026-02-05T23:00:00Z").countdown();
    QVERIFY(countdown);
    QCOMPARE(countdown->left, 0.25);
    QVERIFY2(countdown->text.contains(QStringLiteral("1 h")), qPrintable(countdown->text));
}

void TestRequestPresenter::tellsTheHistory_data()
{
    QTest::addColumn<int>("engineer");
    QTest::addColumn<int>("reference");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 1 << 1 << "No other request by this engineer, none for this case";
    QTest::newRow("one") << 2 << 2 << "1 other request by this engineer, 1 other for this case";
    QTest::newRow("many") << 13 << 4
                          << "12 other requests by this engineer, 3 others for this case";
}

void TestRequestPresenter::tellsTheHistory()
{
    QFETCH(int, engineer);
    QFETCH(int, reference);
    auto details = samples::Told().authorized().details;
    details.requestsOfRequestor = engineer;
    details.requestsOfReference = reference;
    QTEST(presenter(details, samples::admin(), "2026-02-05T20:00:00Z").history(), "text");
}

void TestRequestPresenter::saysWhatThePortalSaysAfterApproval_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("window");
    QTest::newRow("half an hour") << 30 << "a 30-minute window";
    QTest::newRow("one hour") << 60 << "a 1-hour window";
    QTest::newRow("odd") << 90 << "a 90-minute window";
    QTest::newRow("all") << 240 << "a 4-hour window";
}

void TestRequestPresenter::saysWhatThePortalSaysAfterApproval()
{
    QFETCH(int, minutes);
    QFETCH(QString, window);
    const auto details =
        samples::Told().authorized().approved(std::chrono::minutes(minutes)).details;
    const auto text = presenter(details, samples::admin(), "2026-02-05T20:00:01Z").approvedText();
    QVERIFY2(
        text.startsWith(
            QStringLiteral("A Microsoft engineer has %1 with access to the content").arg(window)),
        qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("Customer Lockbox Requests page")));
}

void TestRequestPresenter::tellsTheStory()
{
    const auto details = samples::Told().authorized().approved().recorded().details;
    const auto story = presenter(details, samples::admin(), "2026-02-05T21:00:00Z").story();
    QStringList lines;
    for (const StoryEntry &entry : story)
        lines.append(entry.detail.isEmpty() ? entry.title
                                            : entry.title + QStringLiteral(" | ") + entry.detail);
    QCOMPARE(
        lines,
        (QStringList{
            QStringLiteral("Filed by eng@provider.example"),
            QStringLiteral("Approved by Microsoft's manager mia@provider.example"),
            QStringLiteral("Contoso's approvers notified | Notified: ada@contoso.example\n"
                           "Could not be reached, no valid address: ben@contoso.example"),
            QStringLiteral(
                "Approved by Ada Berg (ada@contoso.example) as Global administrator | “go ahead”"),
            QStringLiteral("Recorded by eng@provider.example | read the mailbox rules"),
            QStringLiteral("Access ends by itself")}));
    QVERIFY(story.back().ahead);
    QCOMPARE(story.back().at, samples::at("2026-02-06T00:00:00Z"));
}

void TestRequestPresenter::tellsTheProviderHowManyWereTold_data()
{
    QTest::addColumn<int>("notified");
    QTest::addColumn<int>("unreachable");
    QTest::addColumn<QString>("text");
    QTest::newRow("three") << 3 << 0 << QStringLiteral("3 approvers were told");
    QTest::newRow("one and one")
        << 1 << 1
        << QStringLiteral("1 approver was told\nCould not be reached, no valid address: 1");
    QTest::newRow("nobody reached")
        << 0 << 2 << QStringLiteral("Could not be reached, no valid address: 2");
    QTest::newRow("nobody") << 0 << 0 << QStringLiteral("There was nobody to notify.");
}

void TestRequestPresenter::tellsTheProviderHowManyWereTold()
{
    QFETCH(int, notified);
    QFETCH(int, unreachable);
    QFETCH(QString, text);
    auto details = samples::Told().authorized().details;
    details.timeline.back().details = {{QStringLiteral("notified"), notified},
                                       {QStringLiteral("unreachable"), unreachable}};
    const auto p = presenter(details, samples::admin(), "2026-02-05T20:00:00Z");
    QCOMPARE(p.story().at(2).detail, text);
}

void TestRequestPresenter::tellsOfAccessWithoutApproval()
{
    Policy off = samples::policy();
    off.requireApproval = false;
    const auto p = presenter(samples::Told().authorized(off).details, samples::admin(),
                             "2026-02-05T20:00:00Z");
    QCOMPARE(p.story().at(2).title, QStringLiteral("Access started, approval not required"));
    QCOMPARE(value(p, "Decided by"), QStringLiteral("(no such field)"));
}

void TestRequestPresenter::tellsWhatTheClockDid()
{
    const Timestamp later = samples::at("2026-02-07T00:00:00Z");
    const auto expired = samples::Told().authorized().elapsed(later).details;
    QCOMPARE(presenter(expired, samples::admin(), "2026-02-07T00:00:00Z").story().back().title,
             QStringLiteral("Request expired, nobody decided in time"));
    const auto ended = samples::Told().authorized().approved().elapsed(later).details;
    QCOMPARE(presenter(ended, samples::admin(), "2026-02-07T00:00:00Z").story().back().title,
             QStringLiteral("Access ended, the window was over"));
}

QTEST_GUILESS_MAIN(TestRequestPresenter)
#include "tst_requestpresenter.moc"
