#include "tests/core/store/listmodel.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Finding requests by beginnings of words, whatever people type.
class TestStoreSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsWhatHasTheWords_data();
    void findsWhatHasTheWords();
    void findsEachBeginning();
    void findsOneAmongMany_data();
    void findsOneAmongMany();
    void takesNothingForSyntax_data();
    void takesNothingForSyntax();
    void takesAnyCharacter();
    void nothingButSignsFindsNothing_data();
    void nothingButSignsFindsNothing();

private:
    void leaveOutKeys();
    std::vector<qint64> found(const QString &search)
    {
        return keysOf(
            need(m_requests.page(m_store.tenant(), {.search = search, .limit = 1000}, {})).items);
    }
    qint64 add(const QString &reason, const QString &reference = {})
    {
        AccessRequest request = sampleRequest(m_next++, RequestState::Pending);
        request.reason = reason;
        if (!reference.isEmpty())
            request.reference = reference;
        m_rows.push_back(
            {.key = need(m_requests.insert(m_store.tenant(), request)), .request = request});
        return m_rows.back().key;
    }

    StoreFixture m_store;
    RequestStore m_requests{m_store.database()};
    std::vector<RequestRow> m_rows;
    int m_next = 0;
};

/// On a server, rows that are far apart are found another way than those that are near.
void TestStoreSearch::leaveOutKeys()
{
    if (testedEngine() == Engine::Postgres)
        need(m_store.database().run(
            QStringLiteral("SELECT setval(pg_get_serial_sequence('request', 'key'), "
                           "(SELECT max(key) FROM request) + 100000)")));
}

void TestStoreSearch::initTestCase()
{
    Transaction transaction(m_store.database(), Transaction::Kind::Write);
    for (const AccessRequest &request : sampleRequests(31, 300)) {
        if (m_next == 80 || m_next == 200)
            leaveOutKeys();
        m_rows.push_back(
            {.key = need(m_requests.insert(m_store.tenant(), request)), .request = request});
        ++m_next;
    }
    QVERIFY(transaction.commit());
}

void TestStoreSearch::findsWhatHasTheWords_data()
{
    QTest::addColumn<QString>("search");
    QTest::newRow("word") << QStringLiteral("mailbox");
    QTest::newRow("any case") << QStringLiteral("MailBOX");
    QTest::newRow("beginning") << QStringLiteral("mai");
    QTest::newRow("one letter") << QStringLiteral("m");
    QTest::newRow("longer than the index's beginnings") << QStringLiteral("clb test02052018");
    QTest::newRow("two words") << QStringLiteral("flow mail");
    QTest::newRow("words of two fields") << QStringLiteral("exchange mailbox");
    QTest::newRow("words that don't meet") << QStringLiteral("calendar mailbox");
    QTest::newRow("reference") << QStringLiteral("CLB#TEST02052018");
    QTest::newRow("reference in any case") << QStringLiteral("exsr359123");
    QTest::newRow("beginning of a reference") << QStringLiteral("EXSR35");
    QTest::newRow("reference of two words") << QStringLiteral("Case 7");
    QTest::newRow("requestor") << QStringLiteral("eve@fabrikam.com");
    QTest::newRow("beginning of a requestor") << QStringLiteral("zo");
    QTest::newRow("service") << QStringLiteral("SharePoint");
    QTest::newRow("without the dots") << QStringLiteral("muller");
    QTest::newRow("with the dots") << QStringLiteral("Müller");
    QTest::newRow("dots on their own") << QStringLiteral("Mu\u0308ller");
    QTest::newRow("apostrophe") << QStringLiteral("Müller's");
    QTest::newRow("the middle of a word") << QStringLiteral("ailbox");
    QTest::newRow("no such word") << QStringLiteral("xylophone");
    QTest::newRow("spaces around") << QStringLiteral("  mailbox  ");
}

void TestStoreSearch::findsWhatHasTheWords()
{
    QFETCH(QString, search);
    using enum RequestState;
    const std::vector<RequestState> filters[] = {{}, {Completed}, {Denied}, {Pending, Approved}};
    const Visibility views[] = {
        {},
        {.kind = Visibility::Kind::Customer, .requestor = {}},
        {.kind = Visibility::Kind::Own, .requestor = QStringLiteral("eve@fabrikam.com")}};
    for (const auto &states : filters) {
        for (const Visibility &visibility : views) {
            const RequestQuery query{.states = states, .search = search, .limit = 13};
            const auto expected = expectedKeys(m_rows, query, visibility);
            const PageWalk forward = walkForward(m_requests, m_store.tenant(), query, visibility);
            QCOMPARE(forward.wrong, QString());
            QVERIFY(forward.keys == expected);
            const PageWalk backward = walkBackward(m_requests, m_store.tenant(), query, visibility);
            QCOMPARE(backward.wrong, QString());
            QVERIFY(backward.keys == expected);
        }
    }
    // The samples must have what is sought for this to say anything.
    const bool hopeless = search == QStringLiteral("ailbox")
                          || search == QStringLiteral("xylophone")
                          || search == QStringLiteral("calendar mailbox");
    QCOMPARE(found(search).empty(), hopeless);
}

void TestStoreSearch::findsEachBeginning()
{
    const QString word = QStringLiteral("Donaudampfschifffahrtsgesellschaft");
    const qint64 key = add(QStringLiteral("About the %1 only").arg(word));
    for (qsizetype length = 1; length <= word.size(); ++length) {
        const auto keys = found(word.left(length));
        QVERIFY2(!keys.empty() && keys.front() == key, qPrintable(word.left(length)));
    }
    QVERIFY(found(word + QLatin1Char('x')).empty());
}

void TestStoreSearch::findsOneAmongMany_data()
{
    QTest::addColumn<QString>("reason");
    const std::pair<const char *, QString> reasons[] = {
        {"Hindi", QStringLiteral("मेरी डाक नहीं आती")},
        {"Thai", QStringLiteral("กล่องจดหมายเปิดไม่ได้")},
        {"Hebrew with points", QStringLiteral("תֵּבַת הַדֹּאַר")},
        {"Arabic with vowels", QStringLiteral("صُنْدُوقُ البَرِيدِ")},
        {"Japanese", QStringLiteral("メールボックスが開けません")},
        {"Chinese", QStringLiteral("邮箱无法打开")},
        {"Greek", QStringLiteral("Το γραμματοκιβώτιο δεν ανοίγει")},
        {"Cyrillic", QStringLiteral("Почтовый ящик не открывается")},
        {"Vietnamese", QStringLiteral("Hộp thư không mở được")},
        {"stacked marks", QStringLiteral("z̷̤̈a̵l̸g̶o̷")},
        {"emoji", QStringLiteral("stuck🤖now")},
        {"beyond the first plane", QStringLiteral("𝔐𝔞𝔦𝔩 𐐷𐐷")},
        {"signs between", QStringLiteral("a.b-c_d/e\\f|g")},
        {"private use", QStringLiteral("logo\ue000mark")},
        {"ligature", QStringLiteral("ﬁle №5 Ⅳ ²")}};
    for (const auto &[name, reason] : reasons)
        QTest::newRow(name) << reason;
}

/// Whoever types the text as it stands finds it.
void TestStoreSearch::findsOneAmongMany()
{
    QFETCH(QString, reason);
    const qint64 key = add(reason);
    QVERIFY(found(reason) == std::vector<qint64>{key});
    for (const QString &word : reason.split(QLatin1Char(' '))) {
        const auto keys = found(word);
        QVERIFY2(std::find(keys.begin(), keys.end(), key) != keys.end(), qPrintable(word));
    }
}

void TestStoreSearch::takesNothingForSyntax_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("plain"); ///< The same to whoever knows no syntax.
    const auto row = [](const char *search, const char *plain) {
        QTest::newRow(search) << QString::fromUtf8(search) << QString::fromUtf8(plain);
    };
    row("\"mail flow\"", "mail flow");
    row("\"mail", "mail");
    row("mail\"", "mail");
    row("\"\"\"mail\"\"", "mail");
    row("mail*", "mail");
    row("*mail", "mail");
    row("-mail", "mail");
    row("mail -flow", "mail flow");
    row("^mail", "mail");
    row("+mail + flow", "mail flow");
    row("(mail", "mail");
    row("mail)", "mail");
    row("((mail) flow", "mail flow");
    row("mail AND flow", "mail and flow");
    row("mail OR calendar", "mail or calendar");
    row("NOT mail", "not mail");
    row("NEAR(mail flow)", "near mail flow");
    row("NEAR(mail flow, 2)", "near mail flow 2");
    row("NEAR", "near");
    row("reason:mail", "reason mail");
    row("{reason service} : mail", "reason service mail");
    row("- {reason} : mail", "reason mail");
    row("rank MATCH 'mail'", "rank match mail");
    row("mail'; DROP TABLE request; --", "mail drop table request");
    row("%mail%", "mail");
    row("mail_", "mail");
    row("\\mail\\", "mail");
    row("mail?1:words", "mail 1 words");
}

void TestStoreSearch::takesNothingForSyntax()
{
    QFETCH(QString, search);
    QFETCH(QString, plain);
    static const qint64 holdsAll =
        add(QStringLiteral("mail and flow or near 2 not drop table request rank match reason "
                           "service calendar 1 words"));
    const auto keys = found(search);
    QVERIFY(keys == found(plain));
    QVERIFY(std::find(keys.begin(), keys.end(), holdsAll) != keys.end());
}

/// What FTS5 takes for a word and what another takes for one differ in many characters; none may
/// upset it.
void TestStoreSearch::takesAnyCharacter()
{
    // A server is asked about one character of each 61, for each question goes there and back.
    const char32_t step = testedEngine() == Engine::Postgres ? 61 : 1;
    for (char32_t c = 0; c < 0x30000; c += step) {
        if (QChar::isSurrogate(c))
            continue;
        const QString text = QStringLiteral("a%1b").arg(QString::fromUcs4(&c, 1));
        const auto page = m_requests.page(m_store.tenant(), {.search = text}, {});
        QVERIFY2(page, qPrintable(QStringLiteral("U+%1: %2")
                                      .arg(QString::number(c, 16),
                                           page ? QString() : page.error().message)));
    }
    const auto halves = m_requests.page(
        m_store.tenant(), {.search = QString(QChar(0xd800)) + QChar(0xd800) + QChar(0xdc00)}, {});
    QVERIFY(halves);
    QVERIFY(m_requests.page(m_store.tenant(), {.search = QString(10'000, QLatin1Char('x'))}, {}));
}

void TestStoreSearch::nothingButSignsFindsNothing_data()
{
    QTest::addColumn<QString>("search");
    for (const char *search :
         {"\"", "\"\"", "*", "-", "()", "^", ":", "'", ";", "...", "☃?!", "\\"})
        QTest::newRow(search) << QString::fromUtf8(search);
}

void TestStoreSearch::nothingButSignsFindsNothing()
{
    QFETCH(QString, search);
    const auto page = need(m_requests.page(m_store.tenant(), {.search = search}, {}));
    QVERIFY(page.items.empty());
    QCOMPARE(page.next, QString());
    QCOMPARE(page.previous, QString());
}

QTEST_GUILESS_MAIN(TestStoreSearch)
#include "tst_storesearch.moc"
