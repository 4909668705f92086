#pragma once

#include "core/api/call.h"
#include "core/api/limits.h"

namespace lockbox::api {

/// The service's API: the door behind HTTP, without the connections. What it takes and gives, resources/openapi/lockbox.yaml says. Any thread may
/// ask, as far as the doors are for several.
class Api
{
public:
    explicit Api(std::shared_ptr<Doors> doors, SignInMethods methods = {})
        : m_doors(std::move(doors)), m_methods(std::move(methods))
    {}
    /// On a door and sign-ins of the same store, for one thread.
    static Result<std::unique_ptr<Api>> open(std::unique_ptr<LockboxService> service,
                                             std::unique_ptr<SignIns> signIns,
                                             SignInMethods methods = {});

    /// Which calls are too many; null: none. One for all that serve.
    void setLimits(std::shared_ptr<Limits> limits) { m_limits = std::move(limits); }

    /// Never throws, never blocks for longer than the door's call takes.
    Answer answer(const Question &question);

    /// All operations, in no order that matters.
    static const std::vector<Route> &routes();

private:
    Answer run(const Route &route, const QStringList &places, const Question &question);
    Answer runFor(const Route &route, const QStringList &places, const Question &question,
                  const QByteArray &token, Door &door);
    Result<std::shared_ptr<Door>> doorFor(const QByteArray &token);
    /// The door of the service's only tenant; nothing where there are several.
    Result<std::shared_ptr<Door>> onlyDoor();
    Result<void> signIn(const Route &route, Call &call);

    std::shared_ptr<Doors> m_doors;
    std::shared_ptr<Limits> m_limits;
    News m_news;
    SignInMethods m_methods;
};

} // namespace lockbox::api
