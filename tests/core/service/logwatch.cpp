#include "tests/core/service/logwatch.h"

#include "tests/core/demo/storedump.h"

namespace lockbox::test {

QStringList tablesBesideCheckpoints(const QString &path)
{
    QStringList lines = {demo::storeValue(path, QStringLiteral("SELECT clock_offset FROM tenant"))};
    bool isWanted = true;
    const QStringList all = demo::storeDump(path);
    for (const QString &line : all) {
        if (line.startsWith(QLatin1String("SELECT ")))
            isWanted = !line.contains(QLatin1String("FROM log_checkpoint"));
        if (isWanted)
            lines.append(line);
    }
    return lines;
}

qint64 logSize(const QString &path)
{
    return demo::storeValue(path, QStringLiteral("SELECT size FROM log")).toLongLong();
}

QString logFault(const QString &path, const LocalOptions &options)
{
    const auto verified = verifyLocalStore(path, {}, {}, options);
    return verified ? verified->finding.value_or(LogFinding()).message : verified.error().message;
}

} // namespace lockbox::test
