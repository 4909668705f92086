#pragma once

#include "core/api/message.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace lockbox::httpd {

/// Answers questions; belongs to the thread that made it.
using Answerer = std::function<api::Answer(const api::Question &)>;
/// Makes one on the calling thread.
using AnswererFactory = std::function<Result<Answerer>()>;
/// See lockbox::StoreWatch.
using Watch = std::function<Result<qint64>(qint64, std::chrono::milliseconds, std::stop_token)>;
/// Makes one on the calling thread.
using WatchFactory = std::function<Result<Watch>()>;

/// Questions that have nothing to do with each other: who is held up in one lane holds up nobody in another, up to so many lanes.
struct Lanes {
    std::function<QByteArray(const api::Question &)> of; ///< Empty: all are in one.
    int heldUp = 0;
};

/// Threads that answer questions, each with a door of its own. Who waits for news (Answer::wait) holds no thread: all of them are asked again when
/// the store has changed. They stand back for whoever asks for something else. Safe to call from any thread.
class Workers
{
public:
    using Done = std::function<void(api::Answer)>;

    /// Questions of a lane that may wait for a thread; those beyond it are turned away with 503. Who would wait for news anyway is not counted: there are as many
    /// as there are consoles, and all of them come back at once when something has happened.
    static constexpr size_t longestQueue = 1000;

    /// `count` questions of a lane are answered at the same time. Refused where a thread's door, or the watch, can't be opened.
    static Result<std::unique_ptr<Workers>> start(int count, const AnswererFactory &factory,
                                                  const WatchFactory &watch,
                                                  const Lanes &lanes = {});
    /// Ends the waiting, answers what is in the queue, and returns.
    ~Workers();
    /// Something has happened in this lane: who waits there is asked again. Empty: in all.
    void news(const QByteArray &lane);
    /// From now on nobody waits for news: all who do are answered.
    void endWaiting();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    /// `done` is called once, on some thread, and may not throw or block.
    void ask(api::Question question, Done done);

    size_t waiting() const;
    size_t queued() const;

private:
    struct Job {
        api::Question question;
        Done done;
        QByteArray lane;
        std::optional<std::chrono::steady_clock::time_point> until; ///< Of one that has waited.
    };

    Workers() = default;
    void work(const Answerer &answer);
    void watch(const Watch &watch, const std::stop_token &stop);
    void settle(Job job, api::Answer answer, quint64 seenNews);
    /// Those of whom `which` is true, and those whose time has passed.
    template<typename Which>
    void wakeWaiting(Which which);
    quint64 newsOf(const QByteArray &lane) const;
    /// The first whose lane has a thread left.
    std::optional<Job> takeJob();
    void enqueue(Job job);
    void leave(const QByteArray &lane);
    bool next(Job &job, quint64 &news);

    /// What is going on in one.
    struct Lane {
        int running = 0;
        size_t queued = 0;
        size_t patient = 0; ///< Of those that may wait for news.
        bool isIdle() const { return running == 0 && queued == 0 && patient == 0; }
    };

    Lanes m_split;
    int m_mostOfLane = 1;
    mutable std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::deque<Job> m_queue;
    std::deque<Job> m_patient;       ///< Those that may wait for news.
    QHash<QByteArray, Lane> m_lanes; ///< Those where something is going on.
    std::list<Job> m_waiting;
    // Count what has happened in the store, and in each lane.
    quint64 m_news = 0;
    QHash<QByteArray, quint64> m_newsOf;
    bool m_mayWait = true;
    bool m_isEnding = false;
    std::vector<std::jthread> m_threads;
    std::jthread m_watcher;
};

} // namespace lockbox::httpd
