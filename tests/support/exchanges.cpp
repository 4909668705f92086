#include "tests/support/exchanges.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <mutex>

namespace lockbox::test {

namespace {

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

QString presentTest()
{
    const char *program = QTest::testObject() ? QTest::testObject()->metaObject()->className() : "";
    const char *function = QTest::currentTestFunction();
    const char *row = QTest::currentDataTag();
    return QStringLiteral("%1::%2(%3)")
        .arg(QString::fromUtf8(program), QString::fromUtf8(function ? function : ""),
             QString::fromUtf8(row ? row : ""));
}

QJsonObject toJson(const HttpQuestion &question)
{
    QJsonObject headers;
    if (!question.contentType.isEmpty())
        headers.insert(QStringLiteral("content-type"), text(question.contentType));
    if (!question.idempotencyKey.isEmpty())
        headers.insert(QStringLiteral("idempotency-key"), text(question.idempotencyKey));
    if (!question.ifMatch.isEmpty())
        headers.insert(QStringLiteral("if-match"), text(question.ifMatch));
    return {{QStringLiteral("method"), text(question.method)},
            {QStringLiteral("target"), question.path},
            {QStringLiteral("headers"), headers},
            {QStringLiteral("body"), text(question.body)}};
}

QJsonObject toJson(const HttpAnswer &answer)
{
    QJsonObject headers;
    for (auto it = answer.headers.begin(); it != answer.headers.end(); ++it)
        headers.insert(text(it.key()), text(it.value()));
    return {{QStringLiteral("status"), answer.status},
            {QStringLiteral("headers"), headers},
            {QStringLiteral("body"), text(answer.body)}};
}

} // namespace

std::function<void(const HttpQuestion &, const HttpAnswer &)> exchangeRecorder()
{
    const QString folder = qEnvironmentVariable("LOCKBOX_TEST_EXCHANGES");
    if (folder.isEmpty())
        return {};
    const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
    const QString path = QStringLiteral("%1/%2-%3.jsonl")
                             .arg(folder, program)
                             .arg(QCoreApplication::applicationPid());
    return [path](const HttpQuestion &question, const HttpAnswer &answer) {
        static std::mutex mutex;
        const QByteArray line = QJsonDocument({{QStringLiteral("by"), presentTest()},
                                               {QStringLiteral("question"), toJson(question)},
                                               {QStringLiteral("answer"), toJson(answer)}})
                                    .toJson(QJsonDocument::Compact)
                                + '\n';
        const std::lock_guard lock(mutex);
        QFile file(path);
        if (!file.open(QIODevice::Append) || file.write(line) != line.size())
            qFatal("cannot write %s", qPrintable(path));
    };
}

} // namespace lockbox::test
