#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QTest>

using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QStringList slugs(const QJsonObject &user)
{
    QStringList all;
    for (const QJsonValue &role : user.value(QStringLiteral("roles")).toArray())
        all.append(role[QStringLiteral("slug")].toString());
    return all;
}

} // namespace

/// What the commands beside the workflow itself answer: users, settings, lists with pages, stores.
class TestCliCommands : public QObject
{
    Q_OBJECT

private slots:
    void initMakesAnEmptyStore();
    void initRefusesWhatItShould_data();
    void initRefusesWhatItShould();
    void usersAreAddedAndChanged();
    void lastAdministratorStays();
    void settingsAreReadAndChanged();
    void listsComeInPages();
    void listsAreFiltered();
    void emptyFiltersAreRefused_data();
    void emptyFiltersAreRefused();
    void eventsComeInPages();
    void storeIsChecked();

private:
    CliStore m_store;
};

void TestCliCommands::initMakesAnEmptyStore()
{
    const QString path = m_store.filePath(QStringLiteral("new.lockbox"));
    const Outcome made = LockboxProgram().run(
        QStringList{QStringLiteral("--json"), QStringLiteral("init"),
                    QStringLiteral("sqlite://") + path}
        + words(QStringLiteral(
            "--tenant 'Fabrikam Ltd' --domain fabrikam.example --admin "
            "alex@fabrikam.example --admin-name 'Alex Wilber' --provider Microsoft")));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QVERIFY(!made.json().isEmpty());
    const LockboxScript script(path);
    const QString alex = QStringLiteral("alex@fabrikam.example");
    const QJsonArray users = script.done(alex, words(QStringLiteral("user list")))
                                 .value(QStringLiteral("value"))
                                 .toArray();
    QCOMPARE(users.size(), 1);
    QCOMPARE(field(users.at(0).toObject(), "displayName"), QStringLiteral("Alex Wilber"));
    QCOMPARE(field(users.at(0).toObject(), "email"), alex);
    QCOMPARE(slugs(users.at(0).toObject()), {QStringLiteral("global-administrator")});
    const QJsonObject policy = script.done(alex, words(QStringLiteral("setting show")));
    QCOMPARE(policy.value(QStringLiteral("requireApproval")), QJsonValue(false));
    const QJsonArray requests = script.done(alex, words(QStringLiteral("request list")))
                                    .value(QStringLiteral("value"))
                                    .toArray();
    QCOMPARE(requests.size(), 0);
}

void TestCliCommands::initRefusesWhatItShould_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("field");
    QTest::newRow("domain") << "--tenant T --domain 'no domain' --admin a@t.example"
                            << "domain";
    QTest::newRow("name of the tenant") << "--tenant '' --domain t.example --admin a@t.example"
                                        << "tenant";
    QTest::newRow("name of the administrator") << "--tenant T --domain t.example --admin alex"
                                               << "admin";
    QTest::newRow("address")
        << "--tenant T --domain t.example --admin a@t.example --admin-email a@@b"
        << "admin-email";
    QTest::newRow("nothing said") << ""
                                  << "tenant";
    QTest::newRow("half said") << "--tenant T"
                               << "domain";
    QTest::newRow("demo and tenant") << "--demo --tenant T"
                                     << "demo";
    for (const char *option : {"--tenant ''", "--domain t.example", "--admin a@t.example",
                               "--admin-name A", "--admin-email a@t.example", "--provider P"})
        QTest::addRow("demo and %s", option)
            << QStringLiteral("--demo ") + QLatin1String(option) << "demo";
    QTest::newRow("empty name of the administrator")
        << "--tenant T --domain t.example --admin a@t.example --admin-name ''"
        << "";
    QTest::newRow("seed that is no number") << "--demo --seed x"
                                            << "";
    QTest::newRow("fewer than none") << "--demo --requests -1"
                                     << "";
}

void TestCliCommands::initRefusesWhatItShould()
{
    QFETCH(QString, line);
    const QString path = m_store.filePath(QStringLiteral("refused.lockbox"));
    const Outcome refused = LockboxProgram().run(
        QStringList{QStringLiteral("--json"), QStringLiteral("init"), path} + words(line));
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QCOMPARE(field(refused.error(), "code"), QStringLiteral("invalidArgument"));
    QTEST(field(refused.error(), "field"), "field");
    QVERIFY(!QFile::exists(path));
    // And never touches what is there.
    const Outcome again = LockboxProgram().run(
        QStringList{QStringLiteral("init"), m_store.path()}
        + words(QStringLiteral("--tenant T --domain t.example --admin a@t.example")));
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.complaint().contains(m_store.path()));
}

void TestCliCommands::usersAreAddedAndChanged()
{
    const QJsonObject added =
        m_store.done(m_store.admin(),
                     QStringLiteral("user add dana@contoso.example --name 'Dana Østergård' "
                                    "--email dana@mail.example --alternate-email d@home.example"));
    QCOMPARE(field(added, "userPrincipalName"), QStringLiteral("dana@contoso.example"));
    QCOMPARE(field(added, "displayName"), QStringLiteral("Dana Østergård"));
    QCOMPARE(field(added, "email"), QStringLiteral("dana@mail.example"));
    QCOMPARE(field(added, "alternateEmail"), QStringLiteral("d@home.example"));
    QCOMPARE(field(added, "side"), QStringLiteral("customer"));
    QVERIFY(slugs(added).isEmpty());
    QCOMPARE(m_store
                 .run(m_store.admin(),
                      QStringLiteral("user add DANA@contoso.example --name D --email d@e.example"))
                 .exitCode,
             1);

    const QJsonObject changed = m_store.done(
        m_store.admin(), QStringLiteral("user set-roles dana@contoso.example security-reader "
                                        "5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91"));
    QCOMPARE(slugs(changed), QStringList({QStringLiteral("customer-lockbox-access-approver"),
                                          QStringLiteral("security-reader")}));
    const QJsonObject role = changed.value(QStringLiteral("roles")).toArray().at(0).toObject();
    QCOMPARE(field(role, "id"), QStringLiteral("5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91"));
    QCOMPARE(field(role, "name"), QStringLiteral("Customer Lockbox access approver"));
    const QJsonObject manager =
        m_store.done(m_store.admin(), QStringLiteral("user show max@provider.example"));
    QVERIFY(manager.value(QStringLiteral("roles")).toArray().at(0)[QStringLiteral("id")].isNull());
    QCOMPARE(field(manager, "side"), QStringLiteral("provider"));

    const QJsonObject moved = m_store.done(
        m_store.admin(), QStringLiteral("user set-email dana@contoso.example new@mail.example"));
    QCOMPARE(field(moved, "email"), QStringLiteral("new@mail.example"));
    const Outcome wrong = m_store.run(
        m_store.admin(), QStringLiteral("user set-email dana@contoso.example new@@mail"));
    QCOMPARE(wrong.exitCode, 2);
    QCOMPARE(field(wrong.error(), "field"), QStringLiteral("email"));
    QCOMPARE(
        m_store.run(m_store.admin(), QStringLiteral("user show nobody@contoso.example")).exitCode,
        3);
    QCOMPARE(
        m_store.run(m_store.admin(), QStringLiteral("user set-roles dana@contoso.example king"))
            .exitCode,
        2);
    const Outcome noneAndOne =
        m_store.run(m_store.admin(),
                    QStringLiteral("user set-roles dana@contoso.example none security-reader"));
    QCOMPARE(noneAndOne.exitCode, 2);
    QVERIFY(field(noneAndOne.error(), "message").startsWith(QStringLiteral("none takes all")));
    const Outcome mixed =
        m_store.run(m_store.admin(),
                    QStringLiteral("user set-roles dana@contoso.example engineer security-reader"));
    QCOMPARE(mixed.exitCode, 2);
    QCOMPARE(field(m_store.done(m_store.admin(),
                                QStringLiteral("user add e2@provider.example --name E "
                                               "--email e2@provider.example --side provider")),
                   "side"),
             QStringLiteral("provider"));
}

void TestCliCommands::lastAdministratorStays()
{
    const Outcome refused = m_store.run(
        m_store.admin(), QStringLiteral("user set-roles admin@contoso.example security-reader"));
    QVERIFY2(refused.exitCode != 0, refused.report().constData());
    QCOMPARE(
        slugs(m_store.done(m_store.admin(), QStringLiteral("user show admin@contoso.example"))),
        {QStringLiteral("global-administrator")});
}

void TestCliCommands::settingsAreReadAndChanged()
{
    const std::tuple<const char *, const char *, QJsonValue> changes[] = {
        {"require-approval off", "requireApproval", false},
        {"require-approval on", "requireApproval", true},
        {"decide-within PT6H", "decideWithin", 6 * 3600},
        {"max-access 90m", "maxAccess", 90 * 60},
        {"deny-comment off", "commentRequiredOnDeny", false},
    };
    for (const auto &[line, name, value] : changes) {
        const QJsonObject policy =
            m_store.done(m_store.approver(), QStringLiteral("setting set ") + QLatin1String(line));
        QCOMPARE(policy.value(QLatin1String(name)), value);
        QCOMPARE(m_store.done(m_store.reader(), QStringLiteral("setting show")), policy);
    }
    for (const char *line : {"require-approval maybe", "decide-within 5m", "decide-within soon",
                             "max-access 25h", "max-access 0s", "colour blue"}) {
        const Outcome refused =
            m_store.run(m_store.admin(), QStringLiteral("setting set ") + QLatin1String(line));
        QVERIFY2(refused.exitCode == 2, line);
        QCOMPARE(field(refused.error(), "code"), QStringLiteral("invalidArgument"));
    }
    (void)m_store.done(m_store.admin(), QStringLiteral("setting set max-access 4h"));
}

void TestCliCommands::listsComeInPages()
{
    const CliStore store;
    QStringList filed;
    for (int i = 0; i < 5; ++i)
        filed.prepend(store.pending(QStringLiteral("P-%1").arg(i)));
    QStringList listed;
    QString after;
    int pages = 0;
    do {
        const QJsonObject page =
            store.done(store.admin(),
                       QStringLiteral("request list --limit 2")
                           + (after.isEmpty() ? QString() : QStringLiteral(" --after ") + after));
        for (const QJsonValue &value : page.value(QStringLiteral("value")).toArray())
            listed.append(value[QStringLiteral("id")].toString());
        QVERIFY(page.contains(QStringLiteral("next")));
        after = field(page, "next");
    } while (!after.isEmpty() && ++pages < 10);
    QCOMPARE(listed, filed);
    for (const char *line :
         {"--limit 0", "--limit 1001", "--limit x", "--after nonsense", "--state open"})
        QCOMPARE(store.run(store.admin(), QStringLiteral("request list ") + QLatin1String(line))
                     .exitCode,
                 2);
}

void TestCliCommands::listsAreFiltered()
{
    const CliStore store;
    const QString mail = store.pending(QStringLiteral("F-1"));
    const QString team = store.pending(QStringLiteral("F-2"), QStringLiteral("Teams"));
    (void)store.done(store.admin(), QStringLiteral("request approve F-1"));
    const auto ids = [&](const char *line) {
        QStringList found;
        const QJsonObject page =
            store.done(store.admin(), QStringLiteral("request list ") + QLatin1String(line));
        for (const QJsonValue &value : page.value(QStringLiteral("value")).toArray())
            found.append(value[QStringLiteral("id")].toString());
        return found;
    };
    QCOMPARE(ids("--state pending"), {team});
    QCOMPARE(ids("--state approved"), {mail});
    QCOMPARE(ids("--state approved,pending").size(), 2);
    QCOMPARE(ids("--state denied").size(), 0);
    QCOMPARE(ids("--search F-2"), {team});
    QCOMPARE(ids("--search mailbox").size(), 2);
    QCOMPARE(ids("--search 'mailbox nowhere'").size(), 0);
}

void TestCliCommands::emptyFiltersAreRefused_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line :
         {"event list --request ''", "event list --request=", "event list --after ''",
          "request list --search ''", "request list --after ''", "request list --state ''",
          "user list --search ''", "user list --side ''",
          "Get-AccessToCustomerDataRequest --after ''",
          "Get-AccessToCustomerDataRequest -ApprovalStatus ''",
          "Get-AccessToCustomerDataRequest -CreatedAfter ''"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

/// "$NAME" of a variable that isn't set would otherwise list everything.
void TestCliCommands::emptyFiltersAreRefused()
{
    QFETCH(QString, line);
    const Outcome refused = m_store.run(m_store.admin(), line);
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QCOMPARE(refused.out, QByteArray());
}

void TestCliCommands::eventsComeInPages()
{
    const CliStore store;
    const QString id = store.pending();
    const QJsonObject first = store.done(store.reader(), QStringLiteral("event list --limit 3"));
    QCOMPARE(first.value(QStringLiteral("value")).toArray().size(), 3);
    QCOMPARE(first.value(QStringLiteral("next")).toVariant().toString(), QStringLiteral("3"));
    const QJsonObject rest = store.done(store.reader(), QStringLiteral("event list --after 3"));
    QCOMPARE(rest.value(QStringLiteral("value")).toArray().at(0)[QStringLiteral("seq")].toInt(), 4);
    const QJsonArray own = store.done(store.reader(), QStringLiteral("event list --request ") + id)
                               .value(QStringLiteral("value"))
                               .toArray();
    QCOMPARE(own.size(), 3);
    const QJsonObject told = own.at(2).toObject();
    QCOMPARE(field(told, "kind"), QStringLiteral("request.notified"));
    QCOMPARE(told[QStringLiteral("details")][QStringLiteral("recipients")].toArray().size(), 2);
    QCOMPARE(field(told, "actor"), store.manager());
    QCOMPARE(field(told, "actorRole"), QStringLiteral("manager"));
    QCOMPARE(store.run(store.reader(), QStringLiteral("event list --after -1")).exitCode, 2);
}

void TestCliCommands::storeIsChecked()
{
    LockboxProgram program;
    const Outcome outcome =
        program.run({QStringLiteral("--store"), m_store.path(), QStringLiteral("--json"),
                     QStringLiteral("store"), QStringLiteral("check")});
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QVERIFY(!outcome.json().isEmpty());
}

QTEST_GUILESS_MAIN(TestCliCommands)
#include "tst_clicommands.moc"
