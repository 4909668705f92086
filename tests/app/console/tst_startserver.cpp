#include "app/console/serveraddress.h"
#include "core/api/message.h"
#include "core/httpd/httpserver.h"
#include "tests/support/silentserver.h"
#include "tests/app/console/startscreenfixture.h"

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::test;
using namespace std::chrono_literals;

namespace {

/// Answers every question in the same way.
class AnsweringServer
{
public:
    explicit AnsweringServer(api::Answer answer)
        : m_answer(std::move(answer)),
          m_workers(need(httpd::Workers::start(
              1,
              [this]() -> Result<httpd::Answerer> {
                  return [this](const api::Question &) { return m_answer; };
              },
              []() -> Result<httpd::Watch> {
                  return [](qint64 head, std::chrono::milliseconds, std::stop_token) {
                      std::this_thread::sleep_for(10ms);
                      return Result<qint64>(head);
                  };
              }))),
          m_server(need(httpd::HttpServer::start({.port = 0}, *m_workers)))
    {}
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server->port()); }

private:
    api::Answer m_answer;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
};

api::Answer webPage()
{
    api::Answer answer;
    answer.status = 200;
    answer.contentType = "text/html";
    answer.body = "<html>hello</html>";
    return answer;
}

} // namespace

/// A server on the start screen: its address, and what is said where there is none, or one of somebody else.
class TestStartServer : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture.clean(); }
    void addresses_data();
    void addresses();
    void serversThatAreNone_data();
    void serversThatAreNone();
    void aServerThatIsNotThere();
    void objectionsWhileTyping();
    void anOpeningCanBeCancelled();

private:
    StartScreenFixture m_fixture;
};

void TestStartServer::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("whileTyping");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *typed, const char *url, const char *whileTyping,
                        const char *after) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(url)
                             << QString::fromLatin1(whileTyping) << QString::fromLatin1(after);
    };
    row("", "", "", "Write the server's address");
    row("htt", "", "", "Write the server's address");
    row("https://", "", "", "Write the server's address");
    row("https://lockbox.contoso.com", "https://lockbox.contoso.com", "", "");
    row(" lockbox.contoso.com:8443/ ", "https://lockbox.contoso.com:8443", "", "");
    row("http://lockbox.contoso.com", "", "", "Use https://");
    row("http://127.0.0.1:8080", "http://127.0.0.1:8080", "", "");
    row("ftp://lockbox.contoso.com", "", "begins with https://", "begins with https://");
    row("https://:8443", "", "", "name of the server is missing");
    row("https://lockbox.contoso.com/v1", "", "name and port", "name and port");
    row("https://lockbox.contoso.com?a=b", "", "name and port", "name and port");
    row("https://ada@lockbox.contoso.com", "", "user name", "user name");
    row("lockbox contoso", "", "blanks", "blanks");
    row("https://lockbox.contoso.com:port", "", "", "no address of a server");
}

void TestStartServer::addresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    QFETCH(QString, whileTyping);
    QFETCH(QString, after);
    const auto first = readServerAddress(typed, false);
    QCOMPARE(first.objection.isEmpty(), whileTyping.isEmpty());
    QVERIFY2(first.objection.contains(whileTyping), qPrintable(first.objection));
    const auto last = readServerAddress(typed, true);
    QCOMPARE(last.url, url);
    QCOMPARE(last.objection.isEmpty(), after.isEmpty());
    QVERIFY2(last.objection.contains(after), qPrintable(last.objection));
}

void TestStartServer::serversThatAreNone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("web page") << 200 << QByteArray("text/html") << QByteArray("<html>")
                              << QStringLiteral("no Customer Lockbox service");
    QTest::newRow("other JSON") << 200 << QByteArray("application/json") << QByteArray("{\"a\":1}")
                                << QStringLiteral("no Customer Lockbox service");
    QTest::newRow("moved") << 301 << QByteArray("text/html") << QByteArray()
                           << QStringLiteral("no Customer Lockbox service");
    QTest::newRow("another version of the path")
        << 404 << QByteArray("application/problem+json")
        << QByteArray("{\"code\":\"notFound\",\"detail\":\"there is nothing here\"}")
        << QStringLiteral("another version");
    QTest::newRow("another version of the form")
        << 200 << QByteArray("application/json") << QByteArray("{\"tenant\":{\"name\":7}}")
        << QStringLiteral("another version");
    QTest::newRow("busy") << 503 << QByteArray("application/problem+json")
                          << QByteArray("{\"code\":\"storeLocked\",\"detail\":\"the store is "
                                        "busy\"}")
                          << QStringLiteral("the store is busy");
}

void TestStartServer::serversThatAreNone()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    api::Answer answer = webPage();
    answer.status = status;
    answer.contentType = type;
    answer.body = body;
    const AnsweringServer server(answer);
    const auto app = m_fixture.startScreen();
    connectTo(*app, server.url());
    QTRY_VERIFY(!problem(*app).isEmpty());
    QVERIFY2(problem(*app).contains(words), qPrintable(problem(*app)));
    QVERIFY(!app->startScreen()->isOpening());
    QVERIFY(RecentStores::all().empty());
}

void TestStartServer::aServerThatIsNotThere()
{
    SilentServer server;
    server.end();
    const auto app = m_fixture.startScreen();
    connectTo(*app, server.url());
    QTRY_VERIFY(problem(*app).contains(QStringLiteral("Nothing answers at 127.0.0.1")));
    QCOMPARE(app->startScreen()->focusWidget(), part(*app, "serverAddress"));
}

void TestStartServer::objectionsWhileTyping()
{
    const auto app = m_fixture.startScreen();
    auto *address = part<QLineEdit>(*app, "serverAddress");
    auto *objection = part<QLabel>(*app, "serverObjection");
    address->setFocus();
    QTest::keyClicks(address, QStringLiteral("ftp:/"));
    QVERIFY(!objection->isVisible());
    QTest::keyClicks(address, QStringLiteral("/"));
    QVERIFY(objection->isVisible());
    address->clear();
    QTest::keyClick(address, Qt::Key_Return);
    QVERIFY(objection->text().contains(QStringLiteral("https://lockbox.contoso.com")));
    QVERIFY(!app->startScreen()->isOpening());
    QTest::keyClicks(address, QStringLiteral("l"));
    QVERIFY(!objection->isVisible());
}

void TestStartServer::anOpeningCanBeCancelled()
{
    const SilentServer server;
    const auto app = m_fixture.startScreen();
    connectTo(*app, server.url());
    QTRY_VERIFY(app->startScreen()->isOpening());
    QVERIFY(part<QLabel>(*app, "openingWhat")->text().contains(server.url()));
    QVERIFY(!part(*app, "openDemo")->isEnabled());
    QCOMPARE(app->startScreen()->focusWidget(), part(*app, "cancelOpening"));
    QTest::keyClick(part(*app, "cancelOpening"), Qt::Key_Escape);
    QVERIFY(!app->startScreen()->isOpening());
    QVERIFY(app->startScreen()->isVisible());
    QVERIFY(problem(*app).isEmpty());
    // And another one can be opened at once.
    emit app->startScreen()->chosen(m_fixture.makeStore(QStringLiteral("Contoso")),
                                    StoreKind::File);
    QTRY_VERIFY(app->window() && app->window()->isVisible());
}

QTEST_MAIN(TestStartServer)
#include "tst_startserver.moc"
