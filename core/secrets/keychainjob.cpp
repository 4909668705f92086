#include "core/secrets/keychainjob.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <optional>

namespace lockbox {

bool finish(QKeychain::Job &job)
{
    constexpr std::chrono::seconds patience(60);
    // The command line has no application object of its own.
    static int count = 1;
    static char name[] = "lockbox";
    static char *arguments[] = {name, nullptr};
    std::optional<QCoreApplication> application;
    if (!QCoreApplication::instance())
        application.emplace(count, arguments);
    QEventLoop loop;
    job.setAutoDelete(false);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    bool isDone = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&isDone] { isDone = true; });
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
    return isDone;
}

} // namespace lockbox
