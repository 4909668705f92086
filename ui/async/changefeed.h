#pragma once

#include "core/service/lockboxservice.h"

#include <QObject>

#include <memory>

namespace lockbox::ui {

/// Keeps one LockboxService::changes() call under way on a thread of its own, and tells of every event that any process wrote,
/// within a second. Stops and joins when destroyed; leave() is the way to be rid of it without waiting.
class ChangeFeed : public QObject
{
    Q_OBJECT

public:
    /// Tells what comes after the event with this number. Where that is not known (negative), the feed starts at the log's end, and
    /// its first answer counts as a recovery.
    ChangeFeed(ServiceFactory factory, Session session, qint64 after, QObject *parent = nullptr);
    ~ChangeFeed() override;

    /// Tells nothing any more, and deletes itself when its thread has ended. A call that waits for the store's lock may take its
    /// time over that.
    void leave();

    /// Opens the store anew and asks at once, whatever it waits for: the line may be dead, or back.
    void probe();

    /// How long it waits after so many failures in a row before it tries again; 30 s at most.
    static std::chrono::milliseconds pauseAfter(int failures);

signals:
    void changed(const lockbox::Changes &changes);
    /// An answer came, with news or without: what is shown is as of now.
    void heard();
    /// The feed could not read. It goes on trying, at growing intervals; without a sign-in it waits for probe().
    void failed(const lockbox::Error &error);
    /// It can read again. What was told and read before may be old.
    void recovered();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lockbox::ui

Q_DECLARE_METATYPE(lockbox::Changes)
Q_DECLARE_METATYPE(lockbox::Error)
