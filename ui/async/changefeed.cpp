#include "ui/async/changefeed.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockbox::ui {

using namespace std::chrono_literals;

/// The thread that waits, and what it knows.
struct ChangeFeed::Private {
    Private(ChangeFeed &owner, ServiceFactory opener, Session who, qint64 after)
        : q(owner),
          factory(std::move(opener)),
          session(std::move(who)),
          head(after),
          hasFailed(after < 0),
          worker([this](const std::stop_token &stop) { run(stop); })
    {}

    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            const auto followed = follow(stop);
            if (stop.stop_requested())
                break;
            if (!followed)
                tellFailure(followed.error());
            pause(stop);
        }
        service.reset(); // by the thread that it belongs to
        tell([this] {
            if (isLeft)
                q.deleteLater();
        });
    }

    /// Waits for one answer after another, until it is told to stop or one fails.
    Result<void> follow(const std::stop_token &stop)
    {
        if (!service) {
            auto opened = factory();
            if (!opened)
                return failure(opened);
            service = std::move(*opened);
        }
        while (!stop.stop_requested()) {
            // After a failure an answer without news is news.
            const auto changes = service->changes(session, head, hasFailed ? 0ms : longWait, stop);
            if (!changes) {
                service.reset();
                return failure(changes);
            }
            tellRecovery();
            head = changes->head;
            if (!changes->events.empty())
                tell([this, news = *changes] { emit q.changed(news); });
        }
        return {};
    }

    void tellFailure(const Error &error)
    {
        if (hasFailed)
            return;
        hasFailed = true;
        tell([this, error] { emit q.failed(error); });
    }

    void tellRecovery()
    {
        if (!hasFailed)
            return;
        hasFailed = false;
        tell([this] { emit q.recovered(); });
    }

    /// Runs `signal` in the feed's own thread, or never if the feed is gone by then.
    template<typename Signal>
    void tell(Signal signal)
    {
        QMetaObject::invokeMethod(&q, std::move(signal), Qt::QueuedConnection);
    }

    static void pause(const std::stop_token &stop)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any wakeUp;
        wakeUp.wait_for(lock, stop, 1s, [] { return false; });
    }

    static constexpr std::chrono::milliseconds longWait = 30s;

    ChangeFeed &q;
    ServiceFactory factory;
    Session session;
    std::unique_ptr<LockboxService> service;
    qint64 head; // the newest event known; negative: none yet
    bool hasFailed;
    bool isLeft = false; // of the feed's own thread
    std::jthread worker; // last: starts when all else is there
};

ChangeFeed::ChangeFeed(ServiceFactory factory, Session session, qint64 after, QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(*this, std::move(factory), std::move(session), after))
{}

// jthread asks the thread to stop and joins it.
ChangeFeed::~ChangeFeed() = default;

void ChangeFeed::leave()
{
    disconnect();
    d->isLeft = true;
    d->worker.request_stop();
}

} // namespace lockbox::ui
