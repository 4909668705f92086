#include "core/httpd/head.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::httpd;

/// A question's first line and header fields are taken as they stand, or refused with the place named.
class TestHead : public QObject
{
    Q_OBJECT

private slots:
    void targets_data();
    void targets();
    void fields_data();
    void fields();
    void fieldsThatCameTwiceAreOneList();
};

void TestHead::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &target, const char *field = "") {
        QTest::newRow(name) << target << QString::fromLatin1(field);
    };
    row("plain", "/v1/requests?limit=5&search=a%20b+c");
    row("percent-encoded", "/v1/users/%C3%BC%2F%25?search=%C3%BC%0A");
    row("an empty query", "/v1/info?");
    row("the root", "/");
    row("two slashes", "//v1//info");
    row("dots", "/v1/../../etc/passwd");
    row("a doubly encoded dot", "/v1/%252e%252e/info");
    row("nothing", "", "path");
    row("an asterisk", "*", "path");
    row("another's address", "http://localhost/v1/info", "path");
    row("a port alone", "localhost:8443", "path");
    row("a relative path", "v1/info", "path");
    row("a fragment", "/v1/info#a", "path");
    row("a blank", "/v1/in fo", "path");
    row("a tab", "/v1/info\t", "path");
    row("bytes beyond ASCII", "/v1/users/\xc3\xbc", "path");
    row("half an escape", "/v1/users/%4", "path");
    row("a percent alone", "/v1/users/%", "path");
    row("no hexadecimal", "/v1/users/%zz", "path");
    row("NUL", "/v1/users/a%00b", "path");
    row("a line end", "/v1/users/a%0d%0aX:%20y", "path");
    row("an overlong slash", "/v1/users/%c0%af", "path");
    row("an overlong dot", "/v1/%e0%80%ae/info", "path");
    row("half a letter", "/v1/users/%c3", "path");
    row("a surrogate", "/v1/users/%ed%a0%80", "path");
    row("beyond Unicode", "/v1/users/%f5%80%80%80", "path");
    row("half an escape in the query", "/v1/requests?search=%4", "query");
    row("an overlong letter in the query", "/v1/requests?search=%c1%81", "query");
    row("NUL in the query", "/v1/requests?search=%00", "query");
}

void TestHead::targets()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, field);
    api::Question question;
    const auto read = readTarget(target, question);
    QCOMPARE(read ? QString() : read.error().field, field);
    if (!read) {
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
        QVERIFY(field != QStringLiteral("path") || question.path.isEmpty());
        return;
    }
    QCOMPARE(question.path, target.split('?').front());
    QCOMPARE(question.query.query(QUrl::FullyEncoded).toLatin1(),
             target.mid(target.indexOf('?') + 1).left(target.contains('?') ? target.size() : 0));
}

void TestHead::fields_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const Fields &fields, const char *field = "",
                        const char *version = "HTTP/1.1") {
        QTest::newRow(name) << fields << QByteArray(version) << QString::fromLatin1(field);
    };
    row("none", {});
    row("HTTP/1.0", {}, "", "HTTP/1.0");
    row("HTTP/0.9", {}, "version", "");
    row("HTTP/2", {}, "version", "HTTP/2.0");
    row("HTTP/1.2", {}, "version", "HTTP/1.2");
    row("a length", {{"Content-Length", "5"}});
    row("chunks", {{"Transfer-Encoding", "Chunked"}});
    row("a length with a sign", {{"Content-Length", "+5"}}, "contentLength");
    row("a negative length", {{"Content-Length", "-5"}}, "contentLength");
    row("two lengths in one", {{"Content-Length", "5, 5"}}, "contentLength");
    row("no length", {{"Content-Length", ""}}, "contentLength");
    row("two lengths", {{"Content-Length", "5"}, {"content-length", "5"}}, "header");
    row("two hosts", {{"Host", "a"}, {"HOST", "a"}}, "header");
    row("two tokens", {{"Authorization", "Bearer a"}, {"authorization", "Bearer b"}}, "header");
    row("two keys", {{"Idempotency-Key", "a"}, {"Idempotency-Key", "b"}}, "header");
    row("a length and chunks", {{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}},
        "transferEncoding");
    row("chunks in HTTP/1.0", {{"Transfer-Encoding", "chunked"}}, "transferEncoding", "HTTP/1.0");
    row("another coding", {{"Transfer-Encoding", "gzip, chunked"}}, "transferEncoding");
    row("nothing as coding", {{"Transfer-Encoding", ""}}, "transferEncoding");
    row("codings twice", {{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}},
        "header");
    row("no name", {{"", "x"}}, "header");
    row("a blank after the name", {{"Content-Length ", "5"}}, "header");
    row("a name beyond ASCII", {{"X-\xc3\xbc", "5"}}, "header");
    row("a colon in a name", {{"a:b", "5"}}, "header");
    row("a tab in a value", {{"X", "a\tb"}});
    row("NUL in a value", {{"X", QByteArray("a\0b", 3)}}, "header");
    row("a line end in a value", {{"X", "a\rb"}}, "header");
    row("beyond ASCII in a value", {{"X", "\xfc"}});
}

void TestHead::fields()
{
    QFETCH(Fields, fields);
    QFETCH(QByteArray, version);
    QFETCH(QString, field);
    api::Question question;
    const auto read = readFields(fields, version, question);
    QCOMPARE(read ? QString() : read.error().field, field);
    if (read)
        QCOMPARE(question.headers.size(), qsizetype(fields.size()));
}

void TestHead::fieldsThatCameTwiceAreOneList()
{
    api::Question question;
    QVERIFY(readFields({{"If-Match", "\"a\""}, {"Accept", "text/plain"}, {"if-match", "\"b\""}},
                       "HTTP/1.1", question));
    QCOMPARE(question.headers.value("if-match"), "\"a\", \"b\"");
    QCOMPARE(question.headers.size(), 2);
}

QTEST_GUILESS_MAIN(TestHead)
#include "tst_head.moc"
