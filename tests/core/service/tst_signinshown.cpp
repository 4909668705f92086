#include "core/service/signins.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Who gets in to a service by what another has shown, as an OpenID Connect issuer.
class TestSignInShown : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whoIsShownIsSignedIn();
    void nameMayBeInAnotherCase();
    void whoIsNoUserIsRefused_data();
    void whoIsNoUserIsRefused();
    void removedUserIsRefused();
    void proofIsTakenOnce();
    void proofsAreForgottenAfterADay();
    void signInIsAsYoungAsWhatWasShown_data();
    void signInIsAsYoungAsWhatWasShown();
    void provesAgain();
    void oldProofsProveNothing_data();
    void oldProofsProveNothing();
    void anotherUserProvesNothing();
    void refusedProofCanBeUsedElsewhere();

private:
    std::unique_ptr<SignIns> open() const
    {
        return need(SignIns::open(m_tenant->path(), {.cost = {.passes = 1, .memory = 8 << 20},
                                                     .clock = &m_tenant->clock()}));
    }
    Timestamp now() const { return m_tenant->clock().now(); }
    ShownUser shown(const QByteArray &proof, std::optional<Timestamp> at,
                    const QString &name = T::abe().userPrincipalName) const
    {
        return {.userPrincipalName = name,
                .method = QStringLiteral("oidc"),
                .shownAt = at,
                .proof = proof};
    }

    static inline const QString here = QStringLiteral("192.0.2.1");
    std::unique_ptr<ContosoTenant> m_tenant;
    std::unique_ptr<SignIns> m_signIns;
};

void TestSignInShown::init()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn());
    m_signIns = open();
}

void TestSignInShown::whoIsShownIsSignedIn()
{
    const SignIn signIn = need(m_signIns->signIn(shown("a", now()), here));
    QCOMPARE(signIn.account.userPrincipalName, T::abe().userPrincipalName);
    const SignedIn known = need(open()->find(signIn.token));
    QCOMPARE(known.session.userPrincipalName, T::abe().userPrincipalName);
    QVERIFY(known.isFresh);
    SqlProbe probe(m_tenant->path());
    QCOMPARE(probe.row(QStringLiteral("SELECT method, address FROM sign_in")),
             QStringLiteral("oidc|") + here);
    QVERIFY(!probe.row(QStringLiteral("SELECT count(*) FROM sign_in_attempt")).isEmpty());
}

void TestSignInShown::nameMayBeInAnotherCase()
{
    const QString name = T::abe().userPrincipalName.toUpper();
    QCOMPARE(need(m_signIns->signIn(shown("a", now(), name), here)).account.userPrincipalName,
             T::abe().userPrincipalName);
}

void TestSignInShown::whoIsNoUserIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("unknown") << QStringLiteral("nobody@contoso.com");
    QTest::newRow("empty") << QString();
    QTest::newRow("a part") << T::abe().userPrincipalName.section(QLatin1Char('@'), 0, 0);
    QTest::newRow("a pattern") << QStringLiteral("%@contoso.com");
}

void TestSignInShown::whoIsNoUserIsRefused()
{
    QFETCH(QString, name);
    const auto refused = m_signIns->signIn(shown("a", now(), name), here);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::SignInRequired);
    QVERIFY(refused.error().message.contains(QStringLiteral("no user here")));
    SqlProbe probe(m_tenant->path());
    QCOMPARE(probe.row(QStringLiteral("SELECT count(*) FROM sign_in")), QStringLiteral("0"));
}

void TestSignInShown::removedUserIsRefused()
{
    const SignIn before = need(m_signIns->signIn(shown("a", now()), here));
    SqlProbe(m_tenant->path())
        .rows(QStringLiteral("DELETE FROM account WHERE user_name = '%1'")
                  .arg(T::abe().userPrincipalName));
    QCOMPARE(refusal(m_signIns->signIn(shown("b", now()), here)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->find(before.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->prove(before.token, shown("c", now()))),
             QStringLiteral("signInRequired"));
}

void TestSignInShown::proofIsTakenOnce()
{
    const SignIn one = need(m_signIns->signIn(shown("a", now()), here));
    const auto again = m_signIns->signIn(shown("a", now()), here);
    QVERIFY(!again);
    QVERIFY2(again.error().message.contains(QStringLiteral("before")),
             qPrintable(again.error().message));
    // At another copy of the service, by another user, and for proving it is used as well.
    QCOMPARE(refusal(open()->signIn(shown("a", now(), T::ada().userPrincipalName), here)),
             QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->prove(one.token, shown("a", now()))),
             QStringLiteral("signInRequired"));
    need(m_signIns->signIn(shown("b", now()), here));
}

void TestSignInShown::proofsAreForgottenAfterADay()
{
    const auto kept = [this] {
        return SqlProbe(m_tenant->path())
            .row(QStringLiteral("SELECT count(*) FROM sign_in_attempt"));
    };
    for (const char *proof : {"a", "b", "c"})
        need(m_signIns->signIn(shown(proof, now()), here));
    QCOMPARE(kept(), QStringLiteral("3"));
    m_tenant->clock().advance(25h);
    need(m_signIns->signIn(shown("d", now()), here));
    QCOMPARE(kept(), QStringLiteral("1"));
}

void TestSignInShown::signInIsAsYoungAsWhatWasShown_data()
{
    QTest::addColumn<int>("minutes"); ///< Ago; less than -100: not known.
    QTest::addColumn<bool>("isFresh");
    QTest::newRow("just now") << 0 << true;
    QTest::newRow("by a clock that is ahead") << -1 << true;
    QTest::newRow("14 minutes ago") << 14 << true;
    QTest::newRow("15 minutes ago") << 15 << false;
    QTest::newRow("a day ago") << 1440 << false;
    QTest::newRow("not known") << -1000 << false;
}

void TestSignInShown::signInIsAsYoungAsWhatWasShown()
{
    QFETCH(int, minutes);
    QFETCH(bool, isFresh);
    const auto at =
        minutes < -100 ? std::nullopt : std::optional(now() - std::chrono::minutes(minutes));
    const SignIn signIn = need(m_signIns->signIn(shown("a", at), here));
    QCOMPARE(need(m_signIns->find(signIn.token)).isFresh, isFresh);
    // A clock that is ahead makes no sign-in younger than it is.
    m_tenant->clock().advance(15min);
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
}

void TestSignInShown::provesAgain()
{
    const SignIn signIn = need(m_signIns->signIn(shown("a", now()), here));
    m_tenant->clock().advance(1h);
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
    need(m_signIns->prove(signIn.token, shown("b", now() - 5min)));
    const SignedIn known = need(m_signIns->find(signIn.token));
    QVERIFY(known.isFresh);
    QCOMPARE(known.provedAt, now() - 5min);
    m_tenant->clock().advance(10min);
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
}

void TestSignInShown::oldProofsProveNothing_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("a sign-in of long ago") << true;
    QTest::newRow("one that is not known") << false;
}

void TestSignInShown::oldProofsProveNothing()
{
    QFETCH(bool, isKnown);
    const SignIn signIn = need(m_signIns->signIn(shown("a", now()), here));
    m_tenant->clock().advance(1h);
    const auto at = isKnown ? std::optional(now() - 15min) : std::nullopt;
    QCOMPARE(refusal(m_signIns->prove(signIn.token, shown("b", at))),
             QStringLiteral("signInRequired"));
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
}

void TestSignInShown::anotherUserProvesNothing()
{
    const SignIn signIn = need(m_signIns->signIn(shown("a", now()), here));
    m_tenant->clock().advance(1h);
    const auto refused =
        m_signIns->prove(signIn.token, shown("b", now(), T::ada().userPrincipalName));
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(T::abe().userPrincipalName));
    QVERIFY(refused.error().message.contains(T::ada().userPrincipalName));
    QVERIFY(!need(m_signIns->find(signIn.token)).isFresh);
}

void TestSignInShown::refusedProofCanBeUsedElsewhere()
{
    // The sign-in has ended: with the same proof a new one is made.
    QCOMPARE(refusal(m_signIns->prove("no token", shown("a", now()))),
             QStringLiteral("signInRequired"));
    need(m_signIns->signIn(shown("a", now()), here));
}

QTEST_GUILESS_MAIN(TestSignInShown)
#include "tst_signinshown.moc"
