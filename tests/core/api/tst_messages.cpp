#include "core/api/message.h"
#include "core/wire/queries.h"

#include <QJsonDocument>
#include <QTest>

using namespace lockbox;

/// What goes over HTTP means what it says: a refusal's body its status, an address what was asked for.
class TestMessages : public QObject
{
    Q_OBJECT

private slots:
    void aProblemSaysItsStatus_data();
    void aProblemSaysItsStatus();
    void aPlusIsABlank();
    void anAddressIsReadAsItWasMeant();
};

void TestMessages::aProblemSaysItsStatus_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("given");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("title");
    const auto add = [](const char *name, ErrorCode code, int given, int status,
                        const char *title) {
        QTest::newRow(name) << code << given << status << QString::fromLatin1(title);
    };
    add("by the code", ErrorCode::NotPermitted, 0, 403, "Not permitted");
    add("method", ErrorCode::NotSupported, 405, 405, "Method not allowed");
    add("body", ErrorCode::InvalidArgument, 413, 413, "Too large");
    add("address", ErrorCode::InvalidArgument, 414, 414, "Address too long");
}

void TestMessages::aProblemSaysItsStatus()
{
    QFETCH(ErrorCode, code);
    QFETCH(int, given);
    QFETCH(int, status);
    const Error error{.code = code, .message = QStringLiteral("no")};
    const auto answer = given ? api::problem(error, given) : api::problem(error);
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(answer.status, status);
    QCOMPARE(json.value(QStringLiteral("status")).toInt(), status);
    QTEST(json.value(QStringLiteral("title")).toString(), "title");
}

/// As browsers and many programs write it.
void TestMessages::aPlusIsABlank()
{
    const auto query =
        wire::fromQuery<RequestQuery>(QUrlQuery(QStringLiteral("search=mail+flow%2B1&limit=5")));
    QVERIFY(query);
    QCOMPARE(query->search, QStringLiteral("mail flow+1"));
    QCOMPARE(query->limit, 5);
}

void TestMessages::anAddressIsReadAsItWasMeant()
{
    const RequestQuery wish{.search = QStringLiteral("a b+c&d=é#%20\"?\n\u2028")};
    const QString text = wire::toQuery(wish).toString(QUrl::FullyEncoded);
    for (const QChar c : text)
        QVERIFY2(c > u' ' && c < u'\x7f', qPrintable(text));
    const auto back = wire::fromQuery<RequestQuery>(QUrlQuery(text));
    QVERIFY(back);
    QCOMPARE(back->search, wish.search);
}

QTEST_GUILESS_MAIN(TestMessages)

#include "tst_messages.moc"
