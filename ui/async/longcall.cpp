#include "ui/async/longcall.h"

#include <thread>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

/// Lets a message pass a few times a second, and the last one always.
class Throttle
{
public:
    bool passes(qint64 done, qint64 total)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now < m_next && done != total)
            return false;
        m_next = now + 100ms;
        return true;
    }

private:
    std::chrono::steady_clock::time_point m_next;
};

} // namespace

struct LongCall::Private {
    ServiceFactory factory;
    bool isRunning = false;
    bool isLeft = false;
    std::jthread worker;
};

LongCall::LongCall(ServiceFactory factory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->factory = std::move(factory);
}

// jthread asks the thread to stop and joins it.
LongCall::~LongCall() = default;

bool LongCall::isRunning() const
{
    return d->isRunning;
}

void LongCall::stop()
{
    d->worker.request_stop();
}

void LongCall::leave()
{
    setParent(nullptr);
    disconnect();
    d->isLeft = true;
    stop();
    if (!d->isRunning)
        deleteLater();
}

void LongCall::run(Call call, std::function<void()> deliver)
{
    if (d->isRunning)
        return;
    d->isRunning = true;
    const auto tell = [this](auto message) {
        QMetaObject::invokeMethod(this, std::move(message), Qt::QueuedConnection);
    };
    const auto ended = [this, deliver = std::move(deliver)] {
        d->isRunning = false;
        if (d->isLeft)
            deleteLater();
        else
            deliver();
    };
    d->worker = std::jthread([this, tell, ended, call = std::move(call),
                              factory = d->factory](const std::stop_token &stop) {
        {
            Throttle throttle;
            auto service = factory();
            call(service ? Result<LockboxService *>(service->get()) : failure(service),
                 [&](qint64 done, qint64 total) {
                     if (throttle.passes(done, total))
                         tell([this, done, total] { emit progressed(done, total); });
                     return !stop.stop_requested();
                 });
        } // the service goes by the thread that it belongs to
        tell(ended);
    });
}

} // namespace lockbox::ui
