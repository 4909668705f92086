#pragma once

#include <QObject>

#include <thread>

namespace lockbox::ui {

/// Runs `work` on a thread of its own and brings what it gives to `done` in the thread of `owner`, who keeps the thread and so outlives it.
template<typename Work, typename Done>
std::jthread inBackground(QObject *owner, Work work, Done done)
{
    return std::jthread([owner, work = std::move(work), done = std::move(done)]() mutable {
        auto result = work();
        QMetaObject::invokeMethod(
            owner,
            [done = std::move(done), result = std::move(result)]() mutable {
                done(std::move(result));
            },
            Qt::QueuedConnection);
    });
}

} // namespace lockbox::ui
