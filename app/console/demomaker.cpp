#include "app/console/demomaker.h"

#include "core/demo/demo.h"

#include <QDir>
#include <QFileInfo>

namespace lockbox::ui {

namespace {

Result<void> make(const QString &path, const LocalOptions &options, const demo::Progress &progress)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("the folder %1 can't be made").arg(folder));
    return demo::createDemoStore(
        path, {.logFolder = options.logFolder, .logKeyFile = options.logKeyFile}, progress);
}

} // namespace

DemoMaker::DemoMaker(const QString &path, const LocalOptions &options, QObject *parent)
    : QObject(parent), m_path(path), m_options(options)
{}

void DemoMaker::start()
{
    m_worker = std::jthread([this](const std::stop_token &stop) {
        const auto tell = [this](auto signal) {
            QMetaObject::invokeMethod(this, signal, Qt::QueuedConnection);
        };
        const auto made = make(m_path, m_options, [&](qint64 done, qint64 total) {
            tell([this, done, total] { emit progressed(done, total); });
            return !stop.stop_requested();
        });
        tell([this, made] { emit finished(made); });
    });
}

void DemoMaker::cancel()
{
    m_worker.request_stop();
}

} // namespace lockbox::ui
