#include "core/identity/password.h"
#include "core/identity/token.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace lockbox;

/// What password.h and token.h promise: hashes that say their cost, and secrets that nobody guesses.
class TestPasswords : public QObject
{
    Q_OBJECT

private slots:
    void knownHashesVerify_data();
    void knownHashesVerify();
    void whatIsNoHashIsNoPassword_data();
    void whatIsNoHashIsNoPassword();
    void hashSaysItsCost();
    void hashesOfOnePasswordDiffer();
    void allBytesCount();
    void otherCostsAreOutdated();
    void impossibleCostIsAnError();
    void rulesForNewPasswords_data();
    void rulesForNewPasswords();
    void tokensHaveTheirForm();
    void codesHaveTheirForm();
    void typedCodesAreTidied_data();
    void typedCodesAreTidied();
    void secretHashIsSha256();

private:
    static constexpr PasswordCost cheap{.passes = 1, .memory = 8 << 20};
    static QString hashOf(const QByteArray &password, const PasswordCost &cost = cheap)
    {
        const auto hash = hashPassword(password, cost);
        if (!hash)
            qFatal("%s", qPrintable(hash.error().message));
        return *hash;
    }
};

void TestPasswords::knownHashesVerify_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("hash");
    // Of the reference implementation's own tests (github.com/P-H-C/phc-winner-argon2, src/test.c).
    QTest::newRow("256 KiB") << QByteArray("password")
                             << QStringLiteral("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
                                               "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
    QTest::newRow("64 MiB") << QByteArray("password")
                            << QStringLiteral("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                                              "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
}

void TestPasswords::knownHashesVerify()
{
    QFETCH(QByteArray, password);
    QFETCH(QString, hash);
    QVERIFY(isPassword(password, hash));
    QVERIFY(!isPassword(password + ' ', hash));
    QVERIFY(!isPassword(password.toUpper(), hash));
    QVERIFY(!isPassword({}, hash));
}

void TestPasswords::whatIsNoHashIsNoPassword_data()
{
    QTest::addColumn<QString>("hash");
    const QString good = hashOf("password");
    QTest::newRow("empty") << QString();
    QTest::newRow("the password") << QStringLiteral("password");
    QTest::newRow("cut") << good.chopped(1);
    QTest::newRow("longer") << good + QLatin1Char('A');
    QTest::newRow("of another kind")
        << QString(good).replace(QStringLiteral("argon2id"), QStringLiteral("argon2x"));
    QTest::newRow("of another cost")
        << QString(good).replace(QStringLiteral("t=1"), QStringLiteral("t=2"));
    QTest::newRow("of any length") << QString(100'000, QLatin1Char('$'));
    QTest::newRow("beyond ASCII") << QStringLiteral("$argon2id$v=19$m=8192,t=1,p=1$ä$ö");
}

void TestPasswords::whatIsNoHashIsNoPassword()
{
    QFETCH(QString, hash);
    QVERIFY(!isPassword("password", hash));
    QVERIFY(!isPassword({}, hash));
}

void TestPasswords::hashSaysItsCost()
{
    static const QRegularExpression form(
        QStringLiteral("^\\$argon2id\\$v=19\\$m=16384,t=3,p=1\\$[A-Za-z0-9+/]{22}\\$"
                       "[A-Za-z0-9+/]{43}$"));
    const QString hash = hashOf("password", {.passes = 3, .memory = 16 << 20});
    QVERIFY2(form.match(hash).hasMatch(), qPrintable(hash));
    QVERIFY(isPassword("password", hash));
    const PasswordCost usual;
    QCOMPARE(usual.passes, 2ULL);
    QCOMPARE(usual.memory, size_t(64) << 20);
}

void TestPasswords::hashesOfOnePasswordDiffer()
{
    QSet<QString> salts;
    for (int i = 0; i < 20; ++i)
        salts.insert(hashOf("password").section(QLatin1Char('$'), 4, 4));
    QCOMPARE(salts.size(), 20);
}

void TestPasswords::allBytesCount()
{
    const QByteArray longest(PasswordLimits::longest, 'x');
    const QString hash = hashOf(longest);
    QVERIFY(isPassword(longest, hash));
    QVERIFY(!isPassword(longest.chopped(1), hash));
    QVERIFY(!isPassword(longest.chopped(1) + 'y', hash));
    const QByteArray withNul("correct\0horse", 13);
    QVERIFY(!isPassword("correct", hashOf(withNul)));
    QVERIFY(isPassword(withNul, hashOf(withNul)));
}

void TestPasswords::otherCostsAreOutdated()
{
    const QString hash = hashOf("password");
    QVERIFY(!isOutdated(hash, cheap));
    QVERIFY(isOutdated(hash, {.passes = 2, .memory = cheap.memory}));
    QVERIFY(isOutdated(hash, {.passes = 1, .memory = 16 << 20}));
    QVERIFY(isOutdated(QStringLiteral("no hash"), cheap));
}

void TestPasswords::impossibleCostIsAnError()
{
    const auto none = hashPassword("password", {.passes = 1, .memory = 1024});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Internal);
    QVERIFY(!hashPassword("password", {.passes = 0, .memory = 8 << 20}));
}

void TestPasswords::rulesForNewPasswords_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("words");
    const QString ada = QStringLiteral("ada.admin@contoso.com");
    const auto row = [&](const char *name, const QByteArray &password, const char *words) {
        QTest::newRow(name) << password << ada << QString::fromLatin1(words);
    };
    row("good", "correct horse battery", "");
    row("eleven characters", "abcdefghijk", "less than 12 characters");
    row("twelve", "abcdefghijkl", "");
    row("eleven of two bytes", QByteArray("\xc3\xbc").repeated(11), "less than 12 characters");
    row("the longest", QByteArray(256, 'x'), "");
    row("too long", QByteArray(257, 'x'), "more than 256 bytes");
    row("too long for its bytes", QByteArray("\xc3\xbc").repeated(129), "more than 256 bytes");
    row("the user name", "I am Ada.Admin!", "contains the user name");
    row("all of one kind", "aaaaaaaaaaaa", "");
    QTest::newRow("a name too short to count")
        << QByteArray("abcdefghijkl") << QStringLiteral("ab@contoso.com") << QString();
}

void TestPasswords::rulesForNewPasswords()
{
    QFETCH(QByteArray, password);
    QFETCH(QString, user);
    QFETCH(QString, words);
    const auto checked = checkNewPassword(password, user);
    QCOMPARE(bool(checked), words.isEmpty());
    if (checked)
        return;
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(checked.error().field, QStringLiteral("newPassword"));
    QVERIFY2(checked.error().message.contains(words), qPrintable(checked.error().message));
}

void TestPasswords::tokensHaveTheirForm()
{
    static const QRegularExpression form(
        QStringLiteral("^lockbox_([0-9a-f]{32}_)?[A-Za-z0-9_-]{43}$"));
    const TenantId tenant(QUuid::createUuid());
    QSet<QByteArray> tokens;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray token = newToken(tenant);
        const QByteArray secret = newSecret();
        QCOMPARE(token.size(), 84);
        QCOMPARE(secret.size(), 51);
        QVERIFY(tenantOfToken(token) == tenant);
        QVERIFY(!tenantOfToken(secret) && !tenantOfToken(token.chopped(1)));
        for (const QByteArray &one : {token, secret})
            QVERIFY2(form.match(QString::fromLatin1(one)).hasMatch(), one.constData());
        tokens += {token, secret};
    }
    QCOMPARE(tokens.size(), 2000);
}

void TestPasswords::codesHaveTheirForm()
{
    static const QRegularExpression form(
        QStringLiteral("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$"));
    QSet<QString> codes;
    QSet<QChar> letters;
    for (int i = 0; i < 1000; ++i) {
        const QString code = newCode();
        QVERIFY2(form.match(code).hasMatch(), qPrintable(code));
        QCOMPARE(tidiedCode(code), code);
        codes.insert(code);
        for (const QChar c : code)
            letters.insert(c);
    }
    QCOMPARE(codes.size(), 1000);
    QCOMPARE(letters.size(), 33); // all 32, and the dash
}

void TestPasswords::typedCodesAreTidied_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    const QString code = QStringLiteral("K70F-1234-ABCD-WXYZ");
    QTest::newRow("as it is") << code << code;
    QTest::newRow("small letters") << code.toLower() << code;
    QTest::newRow("no dashes") << QStringLiteral("K70F1234ABCDWXYZ") << code;
    QTest::newRow("blanks") << QStringLiteral("  K70F 1234\tABCD\nWXYZ ") << code;
    QTest::newRow("other dashes") << QStringLiteral("K70F–1234—ABCD_WXYZ") << code;
    QTest::newRow("mistaken") << QStringLiteral("k7oF-l234-ABCD-WXYZ") << code;
    QTest::newRow("mistaken, too") << QStringLiteral("K7OF-i234-ABCD-WXYZ") << code;
    QTest::newRow("nothing") << QString() << QString();
}

void TestPasswords::typedCodesAreTidied()
{
    QFETCH(QString, typed);
    QFETCH(QString, code);
    QCOMPARE(tidiedCode(typed), code);
}

void TestPasswords::secretHashIsSha256()
{
    QCOMPARE(secretHash("abc").toHex(),
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QCOMPARE(secretHash({}).toHex(),
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

QTEST_GUILESS_MAIN(TestPasswords)
#include "tst_passwords.moc"
