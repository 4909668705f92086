#include "ui/async/servicerunner.h"

#include <QHash>
#include <QPair>
#include <QSet>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace lockbox::ui {

namespace {

/// One call, from the queue to its delivery.
struct Job {
    QPointer<QObject> context; // looked at by the runner's own thread only
    bool isChange = false;     // never dropped
    std::function<std::optional<Error>(Result<LockboxService *>)> work;
    std::function<void()> deliver;
    std::atomic<bool> isDropped = false;
};

using JobPtr = std::shared_ptr<Job>;
using Lane = QPair<QObject *, QString>;

} // namespace

/// The queue between the two threads, and what only the runner's own thread knows of the calls under way.
struct ServiceRunner::Private {
    explicit Private(ServiceRunner &owner, ServiceFactory opener)
        : q(owner), factory(std::move(opener)), worker([this] { work(); })
    {}

    void add(const JobPtr &job)
    {
        {
            const std::lock_guard lock(mutex);
            queue.push_back(job);
        }
        wakeUp.notify_one();
    }

    /// Lets the worker do the changes that still wait, and nothing else.
    void finish()
    {
        {
            const std::lock_guard lock(mutex);
            isEnding = true;
        }
        wakeUp.notify_one();
        worker.join();
    }

    // The worker's side

    JobPtr next()
    {
        std::unique_lock lock(mutex);
        wakeUp.wait(lock, [this] { return isEnding || !queue.empty(); });
        if (queue.empty())
            return nullptr;
        JobPtr job = queue.front();
        queue.pop_front();
        if (isEnding && !job->isChange)
            job->isDropped = true;
        return job;
    }

    Result<LockboxService *> opened()
    {
        if (!service) {
            auto made = factory();
            if (!made)
                return failure(made);
            service = std::move(*made);
        }
        return service.get();
    }

    void call(Job &job)
    {
        std::optional<Error> reason;
        {
            const std::lock_guard lock(mutex);
            reason = refusal;
        }
        if (reason) {
            job.work(Failure(*reason));
            return;
        }
        const auto failed = job.work(opened());
        if (!failed
            || (failed->code != ErrorCode::Unreachable
                && failed->code != ErrorCode::StoreUnreachable))
            return;
        QMetaObject::invokeMethod(
            &q, [this, error = *failed] { emit q.cutOff(error); }, Qt::QueuedConnection);
    }

    void work()
    {
        while (JobPtr job = next()) {
            if (!job->isDropped)
                call(*job);
            QMetaObject::invokeMethod(
                &q, [this, job = std::move(job)] { onDone(job); }, Qt::QueuedConnection);
        }
        service.reset(); // by the thread that it belongs to
    }

    // The side of the runner's own thread

    void onDone(const JobPtr &job)
    {
        for (auto lane = newest.begin(); lane != newest.end(); ++lane) {
            if (lane.value() == job) {
                newest.erase(lane);
                break;
            }
        }
        --underWay;
        changes -= job->isChange ? 1 : 0;
        if (!job->isDropped && job->context)
            job->deliver();
    }

    void watch(QObject *context)
    {
        if (watched.contains(context))
            return;
        watched.insert(context);
        QObject::connect(context, &QObject::destroyed, &q, [this, context] {
            watched.remove(context);
            for (auto lane = newest.begin(); lane != newest.end();) {
                if (lane.key().first != context) {
                    ++lane;
                    continue;
                }
                lane.value()->isDropped = true;
                lane = newest.erase(lane);
            }
        });
    }

    ServiceRunner &q;
    ServiceFactory factory;
    std::unique_ptr<LockboxService> service;

    std::mutex mutex;
    std::condition_variable wakeUp;
    std::deque<JobPtr> queue;
    bool isEnding = false;
    std::optional<Error> refusal;

    QHash<Lane, JobPtr> newest;
    QSet<QObject *> watched;
    int underWay = 0;
    int changes = 0; // of them

    std::thread worker; // last: starts when all else is there
};

ServiceRunner::ServiceRunner(ServiceFactory factory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(factory)))
{}

ServiceRunner::~ServiceRunner()
{
    d->finish();
}

bool ServiceRunner::isBusy() const
{
    return d->underWay > 0;
}

bool ServiceRunner::isChanging() const
{
    return d->changes > 0;
}

void ServiceRunner::refuse(const std::optional<Error> &reason)
{
    const std::lock_guard lock(d->mutex);
    d->refusal = reason;
}

void ServiceRunner::enqueue(QObject *context, const QString &lane, Work work,
                            std::function<void()> deliver)
{
    Q_ASSERT(context && context->thread() == thread() && QThread::currentThread() == thread());
    const auto job = std::make_shared<Job>();
    job->context = context;
    job->isChange = lane.isEmpty();
    job->work = std::move(work);
    job->deliver = std::move(deliver);
    if (!job->isChange) {
        d->watch(context);
        const Lane key(context, lane);
        if (const JobPtr overtaken = d->newest.value(key))
            overtaken->isDropped = true;
        d->newest.insert(key, job);
    }
    d->add(job);
    ++d->underWay;
    d->changes += job->isChange ? 1 : 0;
}

} // namespace lockbox::ui
