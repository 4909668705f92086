#include "core/api/call.h"

#include <QJsonArray>

namespace lockbox::api {

namespace {

Answer settings(Call &call)
{
    return answerOf(call, call.service.notifications(call.session));
}

Answer change(Call &call)
{
    const auto change = bodyAs<NotificationChange>(call);
    return change ? answerOf(call, call.service.changeNotifications(call.session, *change))
                  : problem(change.error());
}

Answer list(Call &call)
{
    auto query = wire::fromQuery<DeliveryQuery>(call.question.query);
    if (!query)
        return problem(query.error());
    const auto deliveries = call.service.deliveries(call.session, *query);
    if (!deliveries)
        return problem(deliveries.error());
    QJsonArray values;
    for (const Delivery &delivery : *deliveries)
        values.append(wire::toJson(delivery));
    QJsonValue next;
    if (int(deliveries->size()) == query->limit) {
        query->before = deliveries->back().id;
        next = QStringLiteral("/v1/notices?") + wire::toQuery(*query).toString(QUrl::FullyEncoded);
    }
    return jsonAnswer({{QStringLiteral("value"), values}, {QStringLiteral("nextLink"), next}});
}

Answer counts(Call &call)
{
    const auto counts = call.service.deliveryCounts(call.session);
    if (!counts)
        return problem(counts.error());
    QJsonObject json;
    for (const auto &[state, count] : *counts)
        json.insert(toSlug(state), count);
    return jsonAnswer(json);
}

/// A use case on one delivery, by its number.
template<typename T>
using OnDelivery = Result<T> (LockboxService::*)(const Session &, qint64);

template<typename T, OnDelivery<T> act>
Answer onDelivery(Call &call)
{
    bool ok = false;
    const qint64 id = call.places.at(0).toLongLong(&ok);
    if (!ok)
        return problem(
            {.code = ErrorCode::NotFound,
             .message =
                 QStringLiteral("there is no notice \"%1\"").arg(call.places.at(0).left(64))});
    return answerOf(call, (call.service.*act)(call.session, id));
}

Answer check(Call &call)
{
    return answerOf(call, call.service.checkMail(call.session, call.question.body));
}

Answer sendTest(Call &call)
{
    const auto to = textOf(call, "to");
    return to ? answerOf(call, call.service.sendTestMail(call.session, *to)) : problem(to.error());
}

} // namespace

std::vector<Route> noticeRoutes()
{
    using enum Needs;
    using Door = LockboxService;
    return {
        {"GET", "/v1/notifications", SignIn, settings},
        {"PATCH", "/v1/notifications", FreshSignIn, change},
        {"GET", "/v1/notices", SignIn, list},
        {"GET", "/v1/notice-counts", SignIn, counts},
        {"GET", "/v1/notices/{notice}/letter", SignIn, onDelivery<Letter, &Door::letter>},
        {"POST", "/v1/notices/{notice}/retry", SignIn, onDelivery<Delivery, &Door::retryDelivery>},
        {"POST", "/v1/notices/{notice}/suppress", FreshSignIn,
         onDelivery<Delivery, &Door::suppressDelivery>},
        {"POST", "/v1/mail-check", SignIn, check},
        {"POST", "/v1/test-mail", FreshSignIn, sendTest},
    };
}

} // namespace lockbox::api
