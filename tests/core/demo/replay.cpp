#include "tests/core/demo/replay.h"

#include "core/base/timetext.h"
#include "core/store/eventstore.h"
#include "core/store/tenantstore.h"

#include <algorithm>
#include <limits>

namespace lockbox::demo {

Replay::Replay(const std::vector<User> &users, const Policy &policy) : m_policy(policy)
{
    std::vector<User> sorted = users;
    std::stable_sort(sorted.begin(), sorted.end(), [](const User &a, const User &b) {
        return a.displayName.toUtf8() < b.displayName.toUtf8();
    });
    for (const User &user : sorted) {
        m_actors.insert(user.userPrincipalName, toActor(user));
        if (isApprover(user.roles))
            m_recipients.push_back(
                {.userPrincipalName = user.userPrincipalName, .address = deliverableAddress(user)});
    }
}

Result<rules::Change> Replay::change(const Event &event)
{
    const Actor actor = m_actors.value(event.actor);
    const AccessRequest request = m_requests.value(event.request);
    const QString comment = event.details.value(QStringLiteral("comment")).toString();
    const auto after = [&](const char *name) { return event.after.value(QLatin1String(name)); };
    switch (event.kind) {
    case EventKind::RequestSubmitted:
        return rules::submit(actor,
                             {.reference = event.reference,
                              .service = after("service").toString(),
                              .reason = after("reason").toString(),
                              .duration = std::chrono::seconds(after("duration").toInteger())},
                             m_policy, event.request, event.at);
    case EventKind::RequestAuthorized:
        return rules::authorize(actor, request, comment, m_policy, m_recipients, event.at);
    case EventKind::RequestRejected: return rules::reject(actor, request, comment, event.at);
    case EventKind::RequestApproved: {
        const auto end = parseRfc3339(after("accessEnd").toString(), QStringLiteral("accessEnd"));
        const auto window =
            std::chrono::duration_cast<std::chrono::seconds>(end.value() - event.at);
        return rules::approve(actor, request, {.window = window, .comment = comment}, m_policy,
                              event.at);
    }
    case EventKind::RequestDenied: return rules::deny(actor, request, comment, m_policy, event.at);
    case EventKind::RequestCanceled: return rules::cancel(actor, request, comment, event.at);
    case EventKind::AccessRevoked: return rules::revoke(actor, request, comment, event.at);
    case EventKind::AccessRecorded:
        return rules::recordAction(
            actor, request, event.details.value(QStringLiteral("action")).toString(), event.at);
    case EventKind::AccessCompleted:
        if (!event.actor.isEmpty())
            return rules::complete(actor, request, comment, event.at);
        [[fallthrough]];
    case EventKind::RequestExpired:
        if (const auto elapsed = rules::elapse(request, event.at))
            return *elapsed;
        break;
    default: break;
    }
    return failure(ErrorCode::Internal, QStringLiteral("nothing that happens to a request"));
}

QString Replay::run(const std::vector<Event> &events)
{
    const auto wrong = [](const Event &event, const QString &what) {
        return QStringLiteral("event %1 (%2): %3").arg(event.seq).arg(toSlug(event.kind), what);
    };
    for (size_t i = 0; i < events.size();) {
        const Event &first = events[i];
        if (first.seq != qint64(i) + 1)
            return wrong(first, QStringLiteral("the number is not the next"));
        if (i > 0 && first.at < events[i - 1].at)
            return wrong(first, QStringLiteral("it is earlier than the one before"));
        if (first.kind == EventKind::TenantCreated || first.kind == EventKind::UserAdded) {
            ++i;
            continue;
        }
        const auto changed = change(first);
        if (!changed)
            return wrong(first, changed.error().message);
        m_requests.insert(first.request, changed->request);
        for (Event expected : changed->events) {
            if (i >= events.size())
                return wrong(first, QStringLiteral("the history is cut off"));
            expected.seq = events[i].seq;
            // How somebody came to a service is not the rules' matter; one change is made by one.
            expected.method = first.method;
            expected.address = first.address;
            if (expected != events[i])
                return wrong(events[i], QStringLiteral("the rules tell it differently"));
            ++i;
        }
    }
    return {};
}

std::vector<Event> allEvents(LockboxService &service, const Session &session)
{
    // The door first, which writes down what the clock has done; then from below it, for it shows nobody all.
    const auto page = service.events(session, {});
    if (!page)
        qFatal("%s", qPrintable(page.error().message));
    const auto database = Database::open(service.info()->location, std::chrono::seconds(10));
    return storedEvents(**database);
}

std::vector<Event> storedEvents(Database &database)
{
    const auto tenant = TenantStore(database).first();
    auto events = EventStore(database).list(tenant->key, 0, std::numeric_limits<int>::max());
    if (!events)
        qFatal("%s", qPrintable(events.error().message));
    return std::move(*events);
}

std::vector<AccessRequest> allRequests(LockboxService &service, const Session &session,
                                       RequestQuery query)
{
    std::vector<AccessRequest> all;
    query.limit = 1000;
    for (;;) {
        const auto page = service.requests(session, query);
        if (!page)
            qFatal("%s", qPrintable(page.error().message));
        all.insert(all.end(), page->items.begin(), page->items.end());
        if (page->next.isEmpty())
            return all;
        query.after = page->next;
    }
}

} // namespace lockbox::demo
