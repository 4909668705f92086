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

signals:
    void changed(const lockbox::Changes &changes);
    /// The feed could not read; it goes on trying.
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
