#include "core/demo/demoplayer.h"

#include "core/demo/demostory.h"
#include "core/service/localservice.h"

#include <QHash>

namespace lockbox::demo {

using namespace std::chrono_literals;

namespace {

/// Plays steps against the door.
class Player
{
public:
    Player(LockboxService &service, ManualClock &clock) : m_service(service), m_clock(clock) {}

    Result<void> play(const Step &step);

private:
    Result<AccessRequest> act(const Step &step);

    LockboxService &m_service;
    ManualClock &m_clock;
    QHash<qint64, QString> m_ids; ///< Of the requests to which something will be done.
};

Result<AccessRequest> Player::act(const Step &step)
{
    const Session session{.userPrincipalName = step.actor};
    const QString id = m_ids.value(step.request);
    switch (step.kind) {
    case StepKind::Submit: return m_service.submitRequest(session, step.wish);
    case StepKind::Authorize: return m_service.authorizeRequest(session, id, step.text);
    case StepKind::Reject: return m_service.rejectRequest(session, id, step.text);
    case StepKind::Approve:
        return m_service.approveRequest(session, id, {.window = step.window, .comment = step.text});
    case StepKind::Deny: return m_service.denyRequest(session, id, step.text);
    case StepKind::Cancel: return m_service.cancelRequest(session, id, step.text);
    case StepKind::Revoke: return m_service.revokeAccess(session, id, step.text);
    case StepKind::Complete: return m_service.completeAccess(session, id, step.text);
    case StepKind::RecordAction: break;
    }
    return m_service.recordAction(session, id, step.text);
}

Result<void> Player::play(const Step &step)
{
    m_clock.set(step.at);
    const auto request = act(step);
    if (!request)
        return failure(request);
    if (step.last)
        m_ids.remove(step.request);
    else
        m_ids.insert(step.request, request->id.toString());
    return {};
}

} // namespace

quint64 idSeed(const DemoOptions &options)
{
    return options.seed ^ 0x9e3779b97f4a7c15ULL;
}

Result<void> playDemo(const QString &path, const DemoOptions &options, const Progress &progress)
{
    ManualClock clock(Calendar::start());
    SeededIdSource ids(idSeed(options));
    auto opened = Database::open(path, 30s);
    if (!opened)
        return failure(opened);
    Database &database = **opened;
    LocalLockbox service(std::move(*opened), {.clock = &clock, .ids = &ids});
    Transaction year(database, Transaction::Kind::Write);
    if (auto ok = year.begun(); !ok)
        return ok;

    Story story(options);
    Player player(service, clock);
    qint64 filed = 0;
    for (auto step = story.next(); step; step = story.next()) {
        if (auto ok = player.play(*step); !ok)
            return ok;
        if (step->kind == StepKind::Submit && progress && !progress(++filed, options.requests))
            return failure(ErrorCode::Interrupted,
                           QStringLiteral("making the demo store was stopped"));
    }
    clock.set(demoNow());
    // Any reading writes down what the clock has done until now.
    if (const auto settled = service.overview({.userPrincipalName = demoCast().approver}); !settled)
        return failure(settled);
    return year.commit();
}

} // namespace lockbox::demo
