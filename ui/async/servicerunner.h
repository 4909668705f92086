#pragma once

#include "core/service/lockboxservice.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace lockbox::ui {

/// Runs calls of the door on a worker thread that owns its own LockboxService, and brings results back to the thread of the
/// object that asked, if it still lives. The UI thread never waits.
///
///     m_runner.run<Page<AccessRequest>>(this, "requests.page",
///         [query, session](LockboxService &s) { return s.requests(session, query); },
///         [this](Result<Page<AccessRequest>> page) { ... });
///
/// A lane names what a call is for: a call that is overtaken by a newer one of the same object and lane is dropped (not run if it
/// has not started; its result not delivered otherwise). Calls that change something use an empty lane and are never dropped.
class ServiceRunner : public QObject
{
    Q_OBJECT

public:
    explicit ServiceRunner(ServiceFactory factory, QObject *parent = nullptr);
    ~ServiceRunner() override;

    template<typename T>
    void run(QObject *context, const QString &lane, std::function<Result<T>(LockboxService &)> call,
             std::function<void(Result<T>)> done)
    {
        auto result = std::make_shared<std::unique_ptr<Result<T>>>();
        enqueue(
            context, lane,
            [call = std::move(call), result](Result<LockboxService *> service) {
                *result = std::make_unique<Result<T>>(service ? call(**service)
                                                              : Result<T>(failure(service)));
                return **result ? std::nullopt : std::optional<Error>((*result)->error());
            },
            [done = std::move(done), result] { done(std::move(**result)); });
    }

    /// True while any call is under way or queued.
    bool isBusy() const;
    /// True while any of them may change something.
    bool isChanging() const;

    /// Calls that have not begun are refused for this reason from now on, instead of being made; without a reason they are made again.
    void refuse(const std::optional<Error> &reason);

signals:
    /// A call found that the service or its store can't be reached.
    void cutOff(const lockbox::Error &error);

private:
    /// What a call was refused for.
    using Work = std::function<std::optional<Error>(Result<LockboxService *>)>;
    void enqueue(QObject *context, const QString &lane, Work work, std::function<void()> deliver);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lockbox::ui
