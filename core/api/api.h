#pragma once

#include "core/api/call.h"

namespace lockbox::api {

/// The service's API: the door behind HTTP, without the connections. What it takes and gives, resources/openapi/lockbox.yaml says. Belongs to a
/// thread, as the door does; several may serve one store.
class Api
{
public:
    /// Both on the same store.
    static Result<std::unique_ptr<Api>> open(std::unique_ptr<LockboxService> service,
                                             std::unique_ptr<SignIns> signIns);

    /// Never throws, never blocks for longer than the door's call takes.
    Answer answer(const Question &question);

    /// All operations, in no order that matters.
    static const std::vector<Route> &routes();

private:
    Api(std::unique_ptr<LockboxService> service, std::unique_ptr<SignIns> signIns, Tenant tenant)
        : m_service(std::move(service)), m_signIns(std::move(signIns)), m_tenant(std::move(tenant))
    {}

    Answer run(const Route &route, const QStringList &places, const Question &question);
    Result<void> signIn(const Route &route, Call &call);

    std::unique_ptr<LockboxService> m_service;
    std::unique_ptr<SignIns> m_signIns;
    Tenant m_tenant;
};

} // namespace lockbox::api
