#pragma once

#include "shellsamples.h"

#include "tests/support/fakelockbox.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/desktopnotifier.h"

#include <QtTest>

#include <mutex>

namespace lockbox::samples {

using namespace std::chrono_literals;

/// Notes what it shall show.
class NotedNotifier : public ui::DesktopNotifier
{
public:
    void notify(const QString &id, const QString &title, const QString &body) override
    {
        notified.append({id, title, body});
    }
    void close(const QString &id) override { closed.append(id); }

    QList<QStringList> notified;
    QStringList closed;
};

/// A store whose requests a test sets, and a context in which an administrator is signed in. The clock is the machine's.
struct DeskFixture {
    DeskFixture()
    {
        context.setInfo(info());
        context.setAccount(administrator());
    }

    AccessRequest add(std::chrono::milliseconds left = 12h,
                      const QString &reference = QStringLiteral("EXSR359123"))
    {
        const std::lock_guard lock(mutex);
        AccessRequest request{.id = RequestId(QUuid::createUuid()),
                              .reference = reference,
                              .service = QStringLiteral("Exchange"),
                              .state = RequestState::Pending,
                              .submittedAt = context.now(),
                              .expiresAt = context.now() + left};
        requests.push_back(request);
        return request;
    }
    void setState(const AccessRequest &request, RequestState state)
    {
        const std::lock_guard lock(mutex);
        for (AccessRequest &one : requests) {
            if (one.id == request.id)
                one.state = state;
        }
    }
    static Changes news(const AccessRequest &request, EventKind kind)
    {
        return {.events = {Event{.seq = 1, .kind = kind, .request = request.id}}, .head = 1};
    }

    StoreInfo info() const
    {
        return {
            .tenant = {.name = QStringLiteral("Contoso"), .provider = QStringLiteral("Microsoft")},
            .demo = true,
            .clockOffset = offset};
    }
    void moveClock(std::chrono::milliseconds by)
    {
        offset += by;
        context.setInfo(info());
    }

    Result<RequestDetails> request(const QString &id)
    {
        const std::lock_guard lock(mutex);
        ++reads;
        if (isBroken)
            return failure(ErrorCode::StoreLocked, QStringLiteral("the store is busy"));
        for (const AccessRequest &one : requests) {
            if (one.id.toString() == id)
                return RequestDetails{.request = one};
        }
        return failure(ErrorCode::NotFound, QStringLiteral("there is no such request"));
    }
    Overview overview()
    {
        const std::lock_guard lock(mutex);
        Overview overview;
        for (const AccessRequest &one : requests) {
            const AccessRequest now = atTime(one, context.now());
            ++overview.counts[now.state];
            if (now.state == RequestState::Pending)
                overview.waiting.push_back(now);
        }
        std::ranges::sort(overview.waiting, {}, &AccessRequest::expiresAt);
        return overview;
    }
    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onRequest = [this](const Session &, const QString &id) { return request(id); };
            door->onOverview = [this](const Session &) -> Result<Overview> { return overview(); };
            return door;
        };
    }

    std::mutex mutex;
    std::vector<AccessRequest> requests;
    std::chrono::milliseconds offset{0};
    std::atomic<int> reads = 0;
    std::atomic<bool> isBroken = false;
    ui::ConsoleContext context{factory()};
};

} // namespace lockbox::samples
