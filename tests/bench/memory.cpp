#include "tests/bench/memory.h"

#include <QFile>

namespace lockbox::bench {

double peakMemory()
{
    // Not getrusage(): its maximum is inherited from the process that started this one.
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = status.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("VmHWM:"))
                return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
        }
    }
    return 0;
}

} // namespace lockbox::bench
