#include "tests/app/cli/clistore.h"

#include <QTest>

#include <functional>

using namespace lockbox::test;

/// `log list`: the table, the filters, and lists that go on where a page of a search is short.
class TestCliLogList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tableTellsWhoAndWhat();
    void changedSettingsHaveWords_data();
    void changedSettingsHaveWords();
    void hashesAreThoseOfTheLeaves();
    void filtersFit_data();
    void filtersFit();
    void newestComeFirst();
    void pagesGoOn_data();
    void pagesGoOn();
    void dayIsAllOfIt();
    void badFiltersAreRefused_data();
    void badFiltersAreRefused();

private:
    QJsonObject list(const QString &options) const
    {
        return m_store.done(m_store.admin(), QStringLiteral("log list ") + options);
    }
    QList<qint64> numbers(const QString &options) const;
    static QList<qint64> numbersOf(const QJsonObject &page);

    CliStore m_store;
    QJsonArray m_all; ///< The whole history, oldest first.
};

void TestCliLogList::initTestCase()
{
    for (int i = 0; i < 4; ++i)
        (void)m_store.pending(QStringLiteral("L-%1").arg(i));
    (void)m_store.done(m_store.approver(), QStringLiteral("request approve L-1"));
    (void)m_store.done(m_store.approver(),
                       QStringLiteral("request deny L-2 --comment 'Write to the help desk first'"));
    m_all = m_store.done(m_store.admin(), QStringLiteral("event list --limit 1000"))
                .value(QStringLiteral("value"))
                .toArray();
    QVERIFY(m_all.size() > 20);
}

QList<qint64> TestCliLogList::numbersOf(const QJsonObject &page)
{
    QList<qint64> all;
    for (const QJsonValue &event : page.value(QStringLiteral("value")).toArray())
        all.append(event[QStringLiteral("seq")].toInteger());
    return all;
}

QList<qint64> TestCliLogList::numbers(const QString &options) const
{
    return numbersOf(list(options));
}

void TestCliLogList::tableTellsWhoAndWhat()
{
    const Outcome told =
        LockboxProgram().run(QStringList{QStringLiteral("--store"), m_store.path(),
                                         QStringLiteral("--as"), m_store.reader()}
                             + words(QStringLiteral("log list --kind request.denied")));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    const QStringList lines = told.text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    const QJsonObject event = list(QStringLiteral("--kind request.denied"))
                                  .value(QStringLiteral("value"))
                                  .toArray()
                                  .at(0)
                                  .toObject();
    const auto at = event[QStringLiteral("at")].toString();
    const std::pair<const char *, QString> cells[] = {
        {"SEQ", QString::number(event[QStringLiteral("seq")].toInteger())},
        {"TIME (UTC)", at.left(10) + u' ' + at.mid(11, 8)},
        {"LEAF", event[QStringLiteral("leafHash")].toString().left(8)},
        {"ACTOR", m_store.approver()},
        {"ROLE", QStringLiteral("Customer Lockbox access approver")},
        {"REFERENCE", QStringLiteral("L-2")},
        {"WHAT", QStringLiteral("denied — \"Write to the help desk first\"")}};
    for (const auto &[heading, value] : cells) {
        const qsizetype place = lines.at(0).indexOf(QLatin1String(heading));
        QVERIFY2(place >= 0, heading);
        QCOMPARE(lines.at(1).mid(place, value.size()), value);
    }
}

void TestCliLogList::changedSettingsHaveWords_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("key");
    const auto row = [](const char *change, const char *told, const char *key) {
        QTest::newRow(key) << QString::fromLatin1(change) << QString::fromUtf8(told)
                           << QString::fromLatin1(key);
    };
    row("notify set host mail.x.example", "mail server: nothing → mail.x.example", "mailHost");
    row("notify set port 25", "mail server's port: 587 → 25", "mailPort");
    row("notify set security tls", "mail server's security: starttls → tls", "mailSecurity");
    row("notify set account robot", "mail account: nothing → robot", "mailAccount");
    row("notify set sender a@x.example", "sender's address: nothing → a@x.example", "mailSender");
    row("notify set time-zone Europe/Berlin", "time zone of notices: nothing → Europe/Berlin",
        "timeZone");
    row("notify set notices none", "setting.changed → none", "notices");
    row("setting set deny-comment off", "reason required to deny: on → off",
        "commentRequiredOnDeny");
    row("setting set max-access 3h", "longest access: 4h → 3h", "maxAccess");
    row("setting set decide-within 6h", "time to decide: 12h → 6h", "decideWithin");
    row("setting set require-approval off", "require approval: on → off", "requireApproval");
}

void TestCliLogList::changedSettingsHaveWords()
{
    QFETCH(QString, change);
    QFETCH(QString, told);
    QFETCH(QString, key);
    static const CliStore store;
    (void)store.done(store.admin(), change);
    const QString newest = QStringLiteral("log list --newest --limit 1");
    const QString text = LockboxProgram()
                             .run(QStringList{QStringLiteral("--store"), store.path(),
                                              QStringLiteral("--as"), store.admin()}
                                  + words(newest))
                             .text();
    QVERIFY2(text.contains(told), qPrintable(text));
    QVERIFY2(!text.contains(key + QStringLiteral(": ")) || key == u"notices", qPrintable(text));
    // For scripts it stays as it stands in the log.
    const QJsonArray events = store.done(store.admin(), newest)[QStringLiteral("value")].toArray();
    QVERIFY(events[0][QStringLiteral("after")].toObject().contains(key));
}

void TestCliLogList::hashesAreThoseOfTheLeaves()
{
    const QJsonArray listed =
        list(QStringLiteral("--limit 1000")).value(QStringLiteral("value")).toArray();
    QCOMPARE(listed.size(), m_all.size());
    for (qsizetype i = 0; i < listed.size(); ++i) {
        QJsonObject event = listed.at(i).toObject();
        const QJsonValue hash = event.take(QStringLiteral("leafHash"));
        QCOMPARE(event, m_all.at(i).toObject());
        const QJsonObject shown = m_store.done(
            m_store.admin(),
            QStringLiteral("log show %1").arg(event[QStringLiteral("seq")].toInteger()));
        QCOMPARE(hash, shown[QStringLiteral("leafHash")]);
    }
}

void TestCliLogList::filtersFit_data()
{
    using Fits = std::function<bool(const QJsonObject &)>;
    QTest::addColumn<QString>("options");
    QTest::addColumn<Fits>("fits");
    const auto text = [](const QJsonObject &event, const char *name) {
        return event[QLatin1String(name)].toString();
    };
    const auto kind = [=](const QString &wanted) -> Fits {
        return [=](const QJsonObject &event) { return text(event, "kind") == wanted; };
    };
    QTest::newRow("all") << "" << Fits([](const QJsonObject &) { return true; });
    QTest::newRow("request by reference")
        << "--request L-2"
        << Fits([=](const QJsonObject &event) { return text(event, "reference") == u"L-2"; });
    QTest::newRow("one kind") << "--kind user.added" << kind(QStringLiteral("user.added"));
    const Fits decided = [=](const QJsonObject &event) {
        return kind(QStringLiteral("request.approved"))(event)
               || kind(QStringLiteral("request.denied"))(event);
    };
    QTest::newRow("kinds with a comma") << "--kind request.approved,request.denied" << decided;
    QTest::newRow("kinds one by one") << "--kind request.approved --kind request.denied" << decided;
    QTest::newRow("words in any order and case")
        << "--search 'DESK help'" << kind(QStringLiteral("request.denied"));
    QTest::newRow("all that is given")
        << "--search help --request L-1" << Fits([](const QJsonObject &) { return false; });
    QTest::newRow("kind that never was")
        << "--kind access.revoked" << Fits([](const QJsonObject &) { return false; });
    QTest::newRow("before it all")
        << "--until 2001-01-01" << Fits([](const QJsonObject &) { return false; });
    QTest::newRow("since long ago")
        << "--from 2001-01-01T00:00:00+02:00" << Fits([](const QJsonObject &) { return true; });
    QTest::newRow("behind a number") << "--after 7" << Fits([](const QJsonObject &event) {
        return event[QStringLiteral("seq")].toInteger() > 7;
    });
}

void TestCliLogList::filtersFit()
{
    QFETCH(QString, options);
    QFETCH(std::function<bool(const QJsonObject &)>, fits);
    QList<qint64> wanted;
    for (const QJsonValue &event : m_all) {
        if (fits(event.toObject()))
            wanted.append(event[QStringLiteral("seq")].toInteger());
    }
    QCOMPARE(numbers(QStringLiteral("--limit 1000 ") + options), wanted);
    std::reverse(wanted.begin(), wanted.end());
    if (!options.contains(QLatin1String("--after")))
        QCOMPARE(numbers(QStringLiteral("--newest --limit 1000 ") + options), wanted);
}

void TestCliLogList::newestComeFirst()
{
    const qint64 newest = m_all.last()[QStringLiteral("seq")].toInteger();
    const QList<qint64> wanted{newest, newest - 1, newest - 2};
    QCOMPARE(numbers(QStringLiteral("--newest --limit 3")), wanted);
    const QList<qint64> following{newest - 3, newest - 4};
    QCOMPARE(numbers(QStringLiteral("--newest --limit 2 --after %1").arg(newest - 2)), following);
}

void TestCliLogList::pagesGoOn_data()
{
    QTest::addColumn<QString>("options");
    for (const char *options : {"", "--newest", "--kind request.notified", "--search l-3",
                                "--newest --search L-0 --kind request.submitted"})
        QTest::newRow(*options ? options : "none") << QString::fromLatin1(options);
}

void TestCliLogList::pagesGoOn()
{
    QFETCH(QString, options);
    const QList<qint64> whole = numbers(options + QStringLiteral(" --limit 1000"));
    QVERIFY(!whole.isEmpty());
    QList<qint64> collected;
    QString after = QStringLiteral("0");
    for (int i = 0; i < 100 && !after.isEmpty(); ++i) {
        const QJsonObject page =
            list(options + (after == u"0" ? QString() : QStringLiteral(" --after ") + after)
                 + QStringLiteral(" --limit 2"));
        collected += numbersOf(page);
        after = page.value(QStringLiteral("next")).toString();
        // A page is full, unless it is the last one.
        QVERIFY(after.isEmpty() || numbersOf(page).size() == 2);
    }
    QCOMPARE(collected, whole);
}

void TestCliLogList::dayIsAllOfIt()
{
    const QString first = m_all.first()[QStringLiteral("at")].toString().left(10);
    const QString last = m_all.last()[QStringLiteral("at")].toString().left(10);
    QCOMPARE(numbers(QStringLiteral("--limit 1000 --from %1 --until %2").arg(first, last)).size(),
             m_all.size());
    // A time is not in what happened before it.
    const QString at = m_all.last()[QStringLiteral("at")].toString();
    QVERIFY(!numbers(QStringLiteral("--limit 1000 --until ") + at)
                 .contains(m_all.last()[QStringLiteral("seq")].toInteger()));
    QVERIFY(numbers(QStringLiteral("--limit 1000 --from ") + at)
                .contains(m_all.last()[QStringLiteral("seq")].toInteger()));
}

void TestCliLogList::badFiltersAreRefused_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *options, const char *name) {
        QTest::newRow(options) << QString::fromLatin1(options) << QString::fromLatin1(name);
    };
    row("--kind approved", "approved");
    row("--kind ''", "kind");
    row("--from yesterday", "from");
    row("--from 2026-02-30", "2026-02-30");
    row("--until 2026-13-01T00:00:00Z", "until");
    row("--until ''", "--until");
    row("--search ''", "--search");
    row("--request ''", "--request");
    row("--limit 0", "limit");
    row("--limit 1001", "limit");
    row("--after x", "--after");
}

void TestCliLogList::badFiltersAreRefused()
{
    QFETCH(QString, options);
    QFETCH(QString, name);
    const Outcome refused = m_store.run(m_store.admin(), QStringLiteral("log list ") + options);
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QCOMPARE(refused.out, QByteArray());
    QVERIFY2(refused.complaint().contains(name), refused.err.constData());
}

QTEST_GUILESS_MAIN(TestCliLogList)
#include "tst_cliloglist.moc"
