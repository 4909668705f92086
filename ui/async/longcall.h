#pragma once

#include "core/service/lockboxservice.h"

#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace lockbox::ui {

/// Runs a call of the door that takes long, on a thread and with a service object of its own, so
/// that nothing else waits for it. Tells how far it is and can be stopped. Stops and joins when
/// destroyed; leave() is the way to be rid of it without waiting.
class LongCall : public QObject
{
    Q_OBJECT

public:
    template<typename T>
    using Work = std::function<Result<T>(LockboxService &, const LogProgress &)>;

    explicit LongCall(ServiceFactory factory, QObject *parent = nullptr);
    ~LongCall() override;

    /// Does nothing while a call is under way. `done` is called in this object's thread.
    template<typename T>
    void start(Work<T> work, std::function<void(Result<T>)> done)
    {
        auto result = std::make_shared<std::unique_ptr<Result<T>>>();
        run(
            [work = std::move(work), result](Result<LockboxService *> service,
                                             const LogProgress &progress) {
                *result = std::make_unique<Result<T>>(service ? work(**service, progress)
                                                              : Result<T>(failure(service)));
            },
            [done = std::move(done), result] { done(std::move(**result)); });
    }

    /// The call's `progress` answers false from now on; what it then returns is delivered as ever.
    void stop();
    bool isRunning() const;

    /// Stops, delivers and tells nothing any more, and deletes itself when its thread has ended.
    void leave();

signals:
    /// A few times a second at most.
    void progressed(qint64 done, qint64 total);

private:
    using Call = std::function<void(Result<LockboxService *>, const LogProgress &)>;
    void run(Call call, std::function<void()> deliver);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lockbox::ui
