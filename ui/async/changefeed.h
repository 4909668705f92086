#pragma once

#include "core/service/lockboxservice.h"

#include <QObject>

#include <memory>

namespace lockbox::ui {

/// Keeps one LockboxService::changes() call under way on a thread of its own, and tells of every event that any process wrote,
/// within a second. Starts at the log's end; stops and joins when destroyed.
class ChangeFeed : public QObject
{
    Q_OBJECT

public:
    ChangeFeed(ServiceFactory factory, Session session, QObject *parent = nullptr);
    ~ChangeFeed() override;

signals:
    void changed(const lockbox::Changes &changes);
    /// The feed could not read; it goes on trying.
    void failed(const lockbox::Error &error);
    void recovered();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lockbox::ui

Q_DECLARE_METATYPE(lockbox::Changes)
Q_DECLARE_METATYPE(lockbox::Error)
