#include "app/daemon/processmetrics.h"

#include "app/daemon/monitor.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace lockbox::daemon {

static QByteArray residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArrayList pages = file.readAll().split(' ');
    return pages.size() < 2 ? QByteArray()
                            : QByteArray::number(pages[1].toLongLong() * sysconf(_SC_PAGESIZE));
}

static QByteArray openFiles()
{
    const QDir files(QStringLiteral("/proc/self/fd"));
    // One is open to count them.
    return files.exists() ? QByteArray::number(
               files.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size() - 1)
                          : QByteArray();
}

QByteArray processMetrics()
{
    QByteArray text;
    if (const QByteArray bytes = residentBytes(); !bytes.isEmpty())
        text += metric("process_resident_memory_bytes", "gauge", "Memory in use.", bytes);
    if (const QByteArray files = openFiles(); !files.isEmpty())
        text += metric("process_open_fds", "gauge", "Files and connections that are open.", files);
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        text += metric("process_max_fds", "gauge", "How many may be.",
                       QByteArray::number(qulonglong(limit.rlim_cur)));
    return text;
}

} // namespace lockbox::daemon
