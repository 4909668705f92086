#include "app/daemon/configuration.h"

#include <QFile>

namespace lockbox::daemon {

QString exampleConfiguration()
{
    QFile file(QStringLiteral(":/lockbox/daemon/lockboxd.toml"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace lockbox::daemon
