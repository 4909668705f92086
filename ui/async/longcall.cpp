#include "ui/async/longcall.h"

#include <QThread>

#include <stop_token>

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
    ~Private() { join(); }

    void join()
    {
        stop.request_stop();
        if (worker)
            worker->wait();
    }

    ServiceFactory factory;
    bool isRunning = false;
    bool isLeft = false;
    std::stop_source stop;
    std::unique_ptr<QThread> worker; // one of Qt's own: who prints in it needs Qt's timers
};

LongCall::LongCall(ServiceFactory factory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->factory = std::move(factory);
}

LongCall::~LongCall() = default;

bool LongCall::isRunning() const
{
    return d->isRunning;
}

void LongCall::stop()
{
    d->stop.request_stop();
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
    d->join();
    d->stop = {};
    d->worker.reset(QThread::create([this, tell, ended, call = std::move(call),
                                     factory = d->factory, stop = d->stop.get_token()] {
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
    }));
    d->worker->start();
}

} // namespace lockbox::ui
