#include "ui/blades/homepresenter.h"

#include <algorithm>

namespace lockbox::ui {

HomePresenter::HomePresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

qint64 HomePresenter::count(RequestState state) const
{
    const auto found = m_overview.counts.find(state);
    return found == m_overview.counts.end() ? 0 : found->second;
}

void HomePresenter::refresh()
{
    if (!m_context.may(rules::Operation::ReadRequests)) {
        m_face = Face::NoAccess;
        m_overview = {};
        m_error.reset();
        emit changed();
        return;
    }
    const Session session = m_context.session();
    m_context.runner().run<Overview>(
        this, QStringLiteral("home.overview"),
        [session](LockboxService &service) { return service.overview(session); },
        [this, session](Result<Overview> overview) {
            if (session == m_context.session())
                take(std::move(overview));
        });
    if (m_other)
        readOther(m_other->id.toString(), [](const AccessRequest &) {});
}

void HomePresenter::take(Result<Overview> overview)
{
    if (overview) {
        m_overview = std::move(*overview);
        m_error.reset();
        m_face = m_context.account().side == Side::Provider ? Face::Provider : Face::Overview;
    } else {
        m_error = overview.error();
        if (m_error->code == ErrorCode::NotPermitted)
            m_face = Face::NoAccess;
        else if (m_face == Face::Loading || m_face == Face::NoAccess)
            m_face = Face::Failed;
    }
    emit changed();
}

std::vector<AccessRequest> HomePresenter::followable() const
{
    std::vector<AccessRequest> requests = m_overview.waiting;
    requests.insert(requests.end(), m_overview.openAccess.begin(), m_overview.openAccess.end());
    if (m_other && std::ranges::find(requests, m_other->id, &AccessRequest::id) == requests.end())
        requests.push_back(*m_other);
    return requests;
}

std::optional<AccessRequest> HomePresenter::followed() const
{
    const auto requests = followable();
    const auto chosen =
        std::find_if(requests.begin(), requests.end(),
                     [this](const AccessRequest &request) { return request.id == m_followed; });
    if (chosen != requests.end())
        return *chosen;
    return requests.empty() ? std::nullopt : std::optional(requests.front());
}

void HomePresenter::follow(const RequestId &id)
{
    if (id == m_followed)
        return;
    m_followed = id;
    emit changed();
}

void HomePresenter::followAny(const QString &request)
{
    readOther(request, [this](const AccessRequest &found) { m_followed = found.id; });
}

void HomePresenter::readOther(const QString &request,
                              const std::function<void(const AccessRequest &)> &then)
{
    const Session session = m_context.session();
    m_context.runner().run<RequestDetails>(
        this, QStringLiteral("home.other"),
        [session, request](LockboxService &service) { return service.request(session, request); },
        [this, session, then](Result<RequestDetails> details) {
            if (!details || session != m_context.session())
                return;
            m_other = details->request;
            then(*m_other);
            emit changed();
        });
}

std::optional<WorkflowPlace> HomePresenter::place() const
{
    const auto request = followed();
    if (!request)
        return std::nullopt;
    return workflowPlace(*request, m_overview.policy.requireApproval);
}

void HomePresenter::tick()
{
    const Timestamp now = m_context.now();
    const auto over = [now](const AccessRequest &request) {
        return atTime(request, now).state != request.state;
    };
    const auto dropped = std::erase_if(m_overview.waiting, over);
    const auto ended = std::erase_if(m_overview.openAccess, over);
    if (dropped + ended == 0)
        return;
    m_overview.counts[RequestState::Pending] -= static_cast<qint64>(dropped);
    m_overview.counts[RequestState::Approved] -= static_cast<qint64>(ended);
    emit changed();
    refresh();
}

} // namespace lockbox::ui
