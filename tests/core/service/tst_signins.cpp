#include "core/identity/token.h"
#include "core/service/signins.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Who gets in to a service, for how long, and what a guesser learns.
class TestSignIns : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void codeSetsThePassword();
    void codesWorkOnceAndForADay();
    void codesAreReadAsPeopleTypeThem();
    void newPasswordsKeepTheRules_data();
    void newPasswordsKeepTheRules();
    void passwordSignsIn();
    void unknownUserIsLikeAWrongPassword();
    void accountIsLockedForAWhile();
    void lockingIsForEveryNameAlike();
    void addressIsLockedWhateverTheAccounts();
    void signInEnds();
    void signInEndsWithoutUse();
    void freshnessEndsAndIsProvedAgain();
    void signOut();
    void passwordChangeEndsTheOthers();
    void secretsAreNotInTheStore();

private:
    SignInOptions options() const
    {
        return {.cost = {.passes = 1, .memory = 8 << 20}, .clock = &m_tenant->clock()};
    }
    SignIn enter(const QString &name = T::abe().userPrincipalName)
    {
        return need(m_signIns->redeem(need(m_signIns->invite(name)), password, here));
    }

    static inline const QByteArray password = "correct horse battery";
    static inline const QString here = QStringLiteral("192.0.2.1");
    std::unique_ptr<ContosoTenant> m_tenant;
    std::unique_ptr<SignIns> m_signIns;
};

void TestSignIns::init()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn());
    m_signIns = need(SignIns::open(m_tenant->path(), options()));
}

void TestSignIns::codeSetsThePassword()
{
    const QString name = T::abe().userPrincipalName;
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("signInRequired"));
    const SignIn first = enter();
    QCOMPARE(first.account.userPrincipalName, name);
    QCOMPARE(need(m_signIns->find(first.token)).session.userPrincipalName, name);
    need(m_signIns->signIn(name, password, here));
    QCOMPARE(refusal(m_signIns->invite(QStringLiteral("nobody@contoso.com"))),
             QStringLiteral("notFound"));
}

void TestSignIns::codesWorkOnceAndForADay()
{
    const QString name = T::abe().userPrincipalName;
    const QString code = need(m_signIns->invite(name));
    need(m_signIns->redeem(code, password, here));
    QCOMPARE(refusal(m_signIns->redeem(code, password, here)), QStringLiteral("signInRequired"));
    const QString late = need(m_signIns->invite(name));
    m_tenant->clock().advance(24h);
    QCOMPARE(refusal(m_signIns->redeem(late, password, here)), QStringLiteral("signInRequired"));
    // Who has forgotten the password gets a new code, and whoever was in is out.
    const SignIn before = need(m_signIns->signIn(name, password, here));
    need(m_signIns->redeem(need(m_signIns->invite(name)), "another long password", here));
    QCOMPARE(refusal(m_signIns->find(before.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("signInRequired"));
}

void TestSignIns::codesAreReadAsPeopleTypeThem()
{
    const QString code = need(m_signIns->invite(T::abe().userPrincipalName));
    QCOMPARE(code.size(), 19);
    QString typed = QLatin1Char(' ') + code.toLower();
    typed.replace(QLatin1Char('-'), QLatin1Char(' '));
    typed.replace(QLatin1Char('0'), QLatin1Char('o'));
    typed.replace(QLatin1Char('1'), QLatin1Char('l'));
    need(m_signIns->redeem(typed, password, here));
}

void TestSignIns::newPasswordsKeepTheRules_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("eleven") << QByteArray("abcdefghijk") << false;
    QTest::newRow("twelve") << QByteArray("abcdefghijkl") << true;
    QTest::newRow("twelve of four bytes")
        << QByteArray(QString(QStringLiteral("ü")).repeated(12).toUtf8()) << true;
    QTest::newRow("the user name") << QByteArray("my name is Abe!") << false;
    QTest::newRow("the longest") << QByteArray(256, 'x') << true;
    QTest::newRow("longer") << QByteArray(257, 'x') << false;
}

void TestSignIns::newPasswordsKeepTheRules()
{
    QFETCH(QByteArray, wish);
    QFETCH(bool, isTaken);
    const QString code = need(m_signIns->invite(T::abe().userPrincipalName));
    const auto signIn = m_signIns->redeem(code, wish, here);
    QCOMPARE(signIn.has_value(), isTaken);
    if (!isTaken) {
        QCOMPARE(signIn.error().field, QStringLiteral("newPassword"));
        // The code is still good.
        need(m_signIns->redeem(code, password, here));
    }
}

void TestSignIns::passwordSignsIn()
{
    enter();
    const SignIn signIn =
        need(m_signIns->signIn(T::abe().userPrincipalName.toUpper(), password, here));
    QCOMPARE(need(m_signIns->find(signIn.token)).session.userPrincipalName,
             T::abe().userPrincipalName);
    QByteArray other = signIn.token;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    QCOMPARE(refusal(m_signIns->find(other)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->find({})), QStringLiteral("signInRequired"));
    // From another connection, as another copy of the service has.
    const auto copy = need(SignIns::open(m_tenant->path(), options()));
    QVERIFY(copy->find(signIn.token));
}

void TestSignIns::unknownUserIsLikeAWrongPassword()
{
    enter();
    const auto wrong = m_signIns->signIn(T::abe().userPrincipalName, "not the password", here);
    const auto unknown = m_signIns->signIn(QStringLiteral("nobody@contoso.com"), password, here);
    const auto without = m_signIns->signIn(T::ada().userPrincipalName, password, here);
    QVERIFY(!wrong && !unknown && !without);
    QVERIFY(wrong.error() == unknown.error());
    QVERIFY(wrong.error() == without.error());
}

void TestSignIns::accountIsLockedForAWhile()
{
    enter();
    const QString name = T::abe().userPrincipalName;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(refusal(m_signIns->signIn(name, "wrong wrong wrong", here)),
                 QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("tooManyTries"));
    QCOMPARE(refusal(m_signIns->signIn(name, password, QStringLiteral("192.0.2.2"))),
             QStringLiteral("tooManyTries"));
    m_tenant->clock().advance(1min);
    // One try, then locked for longer.
    QCOMPARE(refusal(m_signIns->signIn(name, "wrong wrong wrong", here)),
             QStringLiteral("signInRequired"));
    m_tenant->clock().advance(1min);
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("tooManyTries"));
    m_tenant->clock().advance(1min);
    need(m_signIns->signIn(name, password, here));
    // Being right forgets the tries.
    QCOMPARE(refusal(m_signIns->signIn(name, "wrong wrong wrong", here)),
             QStringLiteral("signInRequired"));
    need(m_signIns->signIn(name, password, here));
}

void TestSignIns::lockingIsForEveryNameAlike()
{
    const QString nobody = QStringLiteral("nobody@contoso.com");
    for (int i = 0; i < 5; ++i)
        (void)m_signIns->signIn(nobody, "wrong wrong wrong", here);
    QCOMPARE(refusal(m_signIns->signIn(nobody.toUpper(), password, here)),
             QStringLiteral("tooManyTries"));
}

void TestSignIns::addressIsLockedWhateverTheAccounts()
{
    enter();
    for (int i = 0; i < 50; ++i)
        (void)m_signIns->signIn(QStringLiteral("user%1@contoso.com").arg(i), "wrong wrong", here);
    const QString name = T::abe().userPrincipalName;
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("tooManyTries"));
    need(m_signIns->signIn(name, password, QStringLiteral("192.0.2.2")));
}

void TestSignIns::signInEnds()
{
    const SignIn signIn = enter();
    for (int hours = 0; hours < 7 * 24; hours += 11) {
        QVERIFY(m_signIns->find(signIn.token));
        m_tenant->clock().advance(11h);
    }
    QVERIFY(m_tenant->clock().now() >= signIn.expiresAt);
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
}

void TestSignIns::signInEndsWithoutUse()
{
    const SignIn signIn = enter();
    m_tenant->clock().advance(12h - 1ms);
    QVERIFY(m_signIns->find(signIn.token));
    m_tenant->clock().advance(12h);
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
}

void TestSignIns::freshnessEndsAndIsProvedAgain()
{
    const SignIn signIn = enter();
    QVERIFY(need(m_signIns->find(signIn.token)).isFresh);
    m_tenant->clock().advance(15min);
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
    QCOMPARE(refusal(m_signIns->prove(signIn.token, "wrong wrong wrong", here)),
             QStringLiteral("signInRequired"));
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
    need(m_signIns->prove(signIn.token, password, here));
    QVERIFY(need(m_signIns->find(signIn.token)).isFresh);
}

void TestSignIns::signOut()
{
    const SignIn one = enter();
    const QString name = T::abe().userPrincipalName;
    const SignIn other = need(m_signIns->signIn(name, password, here));
    const SignIn third = need(m_signIns->signIn(name, password, here));
    need(m_signIns->signOut(one.token));
    QCOMPARE(refusal(m_signIns->find(one.token)), QStringLiteral("signInRequired"));
    QVERIFY(m_signIns->find(other.token));
    need(m_signIns->signOutEverywhere(other.token));
    QCOMPARE(refusal(m_signIns->find(other.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->find(third.token)), QStringLiteral("signInRequired"));
}

void TestSignIns::passwordChangeEndsTheOthers()
{
    const SignIn one = enter();
    const QString name = T::abe().userPrincipalName;
    const SignIn other = need(m_signIns->signIn(name, password, here));
    const QByteArray next = "quite another password";
    QCOMPARE(refusal(m_signIns->changePassword(one.token, "wrong wrong wrong", next, here)),
             QStringLiteral("signInRequired"));
    QVERIFY(m_signIns->find(other.token));
    need(m_signIns->changePassword(one.token, password, next, here));
    QVERIFY(m_signIns->find(one.token));
    QCOMPARE(refusal(m_signIns->find(other.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->signIn(name, password, here)), QStringLiteral("signInRequired"));
    need(m_signIns->signIn(name, next, here));
}

void TestSignIns::secretsAreNotInTheStore()
{
    const QString code = need(m_signIns->invite(T::ada().userPrincipalName));
    const SignIn signIn = enter();
    QByteArray all;
    for (const QString &name : {m_tenant->path(), m_tenant->path() + QStringLiteral("-wal")}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += file.readAll();
    }
    QVERIFY(all.contains("$argon2id$v=19$m=8192,t=1,p=1$"));
    QVERIFY(!all.contains(signIn.token.mid(8)));
    QVERIFY(!all.contains(password));
    QVERIFY(!all.contains(code.toLatin1()));
}

QTEST_GUILESS_MAIN(TestSignIns)
#include "tst_signins.moc"
