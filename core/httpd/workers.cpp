#include "core/httpd/workers.h"

#include <algorithm>
#include <future>

namespace lockbox::httpd {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

Result<std::unique_ptr<Workers>> Workers::start(int count, const AnswererFactory &factory,
                                                const WatchFactory &watch, const Lanes &lanes)
{
    std::unique_ptr<Workers> workers(new Workers);
    workers->m_split = lanes;
    workers->m_mostOfLane = count;
    std::vector<std::future<Result<void>>> opened;
    Workers *const self = workers.get();
    for (int i = 0; i < count * (1 + lanes.heldUp); ++i) {
        auto promise = std::make_shared<std::promise<Result<void>>>();
        opened.push_back(promise->get_future());
        workers->m_threads.emplace_back([self, factory, promise] {
            const auto answerer = factory();
            promise->set_value(answerer ? Result<void>() : failure(answerer));
            if (answerer)
                self->work(*answerer);
        });
    }
    auto promise = std::make_shared<std::promise<Result<void>>>();
    opened.push_back(promise->get_future());
    workers->m_watcher = std::jthread([self, watch, promise](const std::stop_token &stop) {
        const auto watched = watch();
        promise->set_value(watched ? Result<void>() : failure(watched));
        if (watched)
            self->watch(*watched, stop);
    });
    for (auto &one : opened) {
        if (auto ok = one.get(); !ok)
            return failure(ok);
    }
    return workers;
}

Workers::~Workers()
{
    endWaiting();
    m_watcher.request_stop();
    if (m_watcher.joinable())
        m_watcher.join();
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_hasWork.notify_all();
    m_threads.clear();
}

void Workers::endWaiting()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mayWait = false;
    }
    news({});
}

quint64 Workers::newsOf(const QByteArray &lane) const
{
    return m_news + m_newsOf.value(lane);
}

static bool isPatient(const api::Question &question)
{
    return question.query.hasQueryItem(QStringLiteral("wait"));
}

void Workers::ask(api::Question question, Done done)
{
    const QByteArray lane = m_split.of ? m_split.of(question) : QByteArray();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isEnding && (isPatient(question) || m_lanes.value(lane).queued < longestQueue)) {
            enqueue({.question = std::move(question),
                     .done = std::move(done),
                     .lane = lane,
                     .until = {}});
            m_hasWork.notify_one();
            return;
        }
    }
    done(api::problem({.code = ErrorCode::StoreLocked,
                       .message = QStringLiteral("the service has too much to do just now")}));
}

void Workers::enqueue(Job job)
{
    job.question.asked = steady_clock::now();
    const bool waits = isPatient(job.question);
    Lane &lane = m_lanes[job.lane];
    ++(waits ? lane.patient : lane.queued);
    (waits ? m_patient : m_queue).push_back(std::move(job));
}

std::optional<Workers::Job> Workers::takeJob()
{
    for (auto *queue : {&m_queue, &m_patient}) {
        const auto found = std::find_if(queue->begin(), queue->end(), [this](const Job &job) {
            return m_lanes.value(job.lane).running < m_mostOfLane;
        });
        if (found == queue->end())
            continue;
        std::optional<Job> job(std::move(*found));
        queue->erase(found);
        return job;
    }
    return std::nullopt;
}

/// A question of the lane is done with.
void Workers::leave(const QByteArray &lane)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lanes.find(lane);
    --found->running;
    if (found->isIdle())
        m_lanes.erase(found);
}

bool Workers::next(Job &job, quint64 &news)
{
    std::unique_lock lock(m_mutex);
    const auto isEmpty = [this] { return m_queue.empty() && m_patient.empty(); };
    std::optional<Job> taken;
    m_hasWork.wait(lock, [&] {
        taken = takeJob();
        return taken || (m_isEnding && isEmpty());
    });
    if (!taken)
        return false;
    job = std::move(*taken);
    Lane &lane = m_lanes[job.lane];
    --(isPatient(job.question) ? lane.patient : lane.queued);
    ++lane.running;
    if (m_isEnding && isEmpty())
        m_hasWork.notify_all();
    news = newsOf(job.lane);
    if (!m_mayWait || (job.until && *job.until <= steady_clock::now()))
        job.question.mayWait = false;
    return true;
}

void Workers::work(const Answerer &answer)
{
    Job job;
    quint64 news = 0;
    while (next(job, news)) {
        api::Answer given = answer(job.question);
        const QByteArray lane = job.lane;
        settle(std::move(job), std::move(given), news);
        leave(lane);
    }
}

void Workers::settle(Job job, api::Answer answer, quint64 seenNews)
{
    if (answer.wait) {
        job.question.isAgain = true;
        if (!job.until)
            job.until = steady_clock::now() + *answer.wait;
        const std::lock_guard lock(m_mutex);
        // What happened while it was looked at would be missed.
        if (newsOf(job.lane) != seenNews) {
            enqueue(std::move(job));
            m_hasWork.notify_one();
        } else {
            m_waiting.push_back(std::move(job));
        }
        return;
    }
    job.done(std::move(answer));
}

void Workers::news(const QByteArray &lane)
{
    const std::lock_guard lock(m_mutex);
    ++(lane.isEmpty() ? m_news : m_newsOf[lane]);
    wakeWaiting([&](const Job &job) { return lane.isEmpty() || job.lane == lane; });
}

template<typename Which>
void Workers::wakeWaiting(Which which)
{
    const auto now = steady_clock::now();
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (!which(*it) && *it->until > now) {
            ++it;
            continue;
        }
        enqueue(std::move(*it));
        it = m_waiting.erase(it);
    }
    m_hasWork.notify_all();
}

void Workers::watch(const Watch &watch, const std::stop_token &stop)
{
    qint64 head = -1;
    while (!stop.stop_requested()) {
        const auto present = watch(head, 1s, stop);
        if (!present) {
            // A store that can't be read now: who waits learns of it.
            news({});
            std::this_thread::sleep_for(200ms);
            continue;
        }
        if (std::exchange(head, *present) != *present) {
            news({});
        } else {
            const std::lock_guard lock(m_mutex);
            wakeWaiting([](const Job &) { return false; });
        }
    }
}

size_t Workers::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

size_t Workers::queued() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size() + m_patient.size();
}

} // namespace lockbox::httpd
