#include "core/remote/remotecall.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/silentserver.h"

#include <QTest>

#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Questions over a line that is dead are given up from another thread, and asked again on another line where that can do no harm.
class TestLineBreaker : public QObject
{
    Q_OBJECT

private slots:
    void isAskedAgainOnAnotherLine_data();
    void isAskedAgainOnAnotherLine();
    void whatMayBeDoneTwiceIsNot();
    void closingEndsAllOfThem();
    void newsThatAreLateAreLost();

private:
    static RemoteOptions options(const SilentServer &server)
    {
        return {.url = QUrl(server.url()), .breaker = std::make_shared<LineBreaker>()};
    }
    static std::future<Result<HttpAnswer>> ask(const RemoteOptions &options, HttpQuestion question)
    {
        return std::async(std::launch::async, [options, question] {
            HttpClient client(options);
            return askService(client, question);
        });
    }
    /// Takes a connection, and reads until the head of a question is there.
    static int takeQuestion(const SilentServer &server)
    {
        const int line = server.accept();
        QByteArray read;
        char bytes[4096];
        while (!read.contains("\r\n\r\n")) {
            const auto size = ::recv(line, bytes, sizeof bytes, 0);
            if (size <= 0)
                break;
            read.append(bytes, size);
        }
        return line;
    }
};

void TestLineBreaker::isAskedAgainOnAnotherLine_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("read") << QByteArray("GET") << QByteArray();
    QTest::newRow("change with a key") << QByteArray("POST") << QByteArray("key-1");
}

void TestLineBreaker::isAskedAgainOnAnotherLine()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, key);
    const SilentServer server;
    const RemoteOptions there = options(server);
    HttpQuestion question;
    question.method = method;
    question.idempotencyKey = key;
    question.path = QStringLiteral("/v1/info");
    question.isAskedOnce = true; // it was not lost, it was given up
    auto answer = ask(there, question);
    for (int times = 0; times < 4; ++times) {
        const int dead = takeQuestion(server);
        there.breaker->renew();
        ::close(dead);
    }
    const int line = takeQuestion(server);
    const QByteArray text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
    QCOMPARE(::send(line, text.constData(), size_t(text.size()), 0), text.size());
    QCOMPARE(need(answer.get()).body, QByteArray("{}"));
    ::close(line);
}

void TestLineBreaker::whatMayBeDoneTwiceIsNot()
{
    const SilentServer server;
    const RemoteOptions there = options(server);
    auto answer = ask(there, jsonQuestion("POST", QStringLiteral("/v1/sign-in"), {}));
    const int line = takeQuestion(server);
    there.breaker->renew();
    const auto refused = answer.get();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unreachable);
    ::close(line);
}

void TestLineBreaker::closingEndsAllOfThem()
{
    const SilentServer server;
    const RemoteOptions there = options(server);
    auto answer = ask(there, {.path = QStringLiteral("/v1/info")});
    const int line = takeQuestion(server);
    there.breaker->close();
    const auto refused = answer.get();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Interrupted);
    QCOMPARE(ask(there, {.path = QStringLiteral("/v1/info")}).get().error().code,
             ErrorCode::Interrupted);
    ::close(line);
}

void TestLineBreaker::newsThatAreLateAreLost()
{
    const SilentServer server;
    HttpQuestion question;
    question.path = QStringLiteral("/v1/changes");
    question.answerTimeout = 200ms;
    question.isAskedOnce = true;
    const auto refused = ask(options(server), question).get();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unreachable);
    QVERIFY(refused.error().message.contains(QStringLiteral("in time")));
}

QTEST_GUILESS_MAIN(TestLineBreaker)
#include "tst_linebreaker.moc"
