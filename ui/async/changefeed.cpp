#include "ui/async/changefeed.h"

#include <algorithm>
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
            if (followed)
                continue; // a probe
            service.reset();
            tellFailure(followed.error());
            pause(stop, followed.error().code);
        }
        service.reset(); // by the thread that it belongs to
        tell([this] {
            if (isLeft)
                q.deleteLater();
        });
    }

    /// Waits for one answer after another, until it is told to stop or to probe, or one fails.
    Result<void> follow(const std::stop_token &stop)
    {
        const auto token = begin(stop);
        const std::stop_callback chain(stop, [this] { interrupt(); });
        if (!service) {
            auto opened = factory();
            if (!opened)
                return failure(opened);
            service = std::move(*opened);
        }
        bool isSuspect = true; // the first answer comes at once
        while (!token.stop_requested()) {
            // After a failure an answer without news is news.
            const auto wait = isSuspect || hasFailed ? 0ms : longWait;
            const auto changes = service->changes(session, head, wait, token);
            if (token.stop_requested())
                break;
            if (!changes)
                return failure(changes);
            isSuspect = false;
            failures = 0;
            tell([this] { emit q.heard(); });
            tellRecovery();
            head = changes->head;
            if (!changes->events.empty())
                tell([this, news = *changes] { emit q.changed(news); });
        }
        service.reset(); // its line may be dead
        return {};
    }

    std::stop_token begin(const std::stop_token &stop)
    {
        const std::lock_guard lock(mutex);
        call = {};
        isProbing = false;
        if (stop.stop_requested())
            call.request_stop();
        return call.get_token();
    }

    void interrupt()
    {
        std::stop_source now;
        {
            const std::lock_guard lock(mutex);
            isProbing = true;
            now = call;
        }
        now.request_stop();
        wakeUp.notify_all();
    }

    void tellFailure(const Error &error)
    {
        if (lastFailure == error.code)
            return;
        hasFailed = true;
        lastFailure = error.code;
        tell([this, error] { emit q.failed(error); });
    }

    void tellRecovery()
    {
        if (!hasFailed)
            return;
        hasFailed = false;
        lastFailure.reset();
        tell([this] { emit q.recovered(); });
    }

    /// Runs `signal` in the feed's own thread, or never if the feed is gone by then.
    template<typename Signal>
    void tell(Signal signal)
    {
        QMetaObject::invokeMethod(&q, std::move(signal), Qt::QueuedConnection);
    }

    void pause(const std::stop_token &stop, ErrorCode code)
    {
        std::unique_lock lock(mutex);
        const auto isWanted = [this] { return isProbing; };
        if (code == ErrorCode::SignInRequired)
            wakeUp.wait(lock, stop, isWanted); // asked for once, not again and again
        else
            wakeUp.wait_for(lock, stop, pauseAfter(++failures), isWanted);
    }

    /// Short, so that a line that has died in silence is soon missed.
    static constexpr std::chrono::milliseconds longWait = 10s;

    ChangeFeed &q;
    ServiceFactory factory;
    Session session;
    std::unique_ptr<LockboxService> service;
    qint64 head; // the newest event known; negative: none yet
    bool hasFailed;
    std::optional<ErrorCode> lastFailure; // that was told
    int failures = 0;                     // in a row
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    std::stop_source call; // of the call that is under way
    bool isProbing = false;
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

void ChangeFeed::probe()
{
    d->interrupt();
}

std::chrono::milliseconds ChangeFeed::pauseAfter(int failures)
{
    constexpr std::chrono::milliseconds longest = 30s;
    return std::min(longest, std::chrono::milliseconds(1s) * (1 << std::clamp(failures - 1, 0, 5)));
}

} // namespace lockbox::ui
