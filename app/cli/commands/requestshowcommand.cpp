#include "app/cli/commands/requestshowcommand.h"

#include "app/cli/deliverywords.h"
#include "app/cli/eventwords.h"
#include "app/cli/requestwords.h"
#include "core/service/wirejson.h"

#include <QJsonArray>

namespace lockbox::cli {

CLI::App *RequestShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "show", "Shows one request with its timeline, who did what and when, and its notices.");
    app->add_option("ID", m_request, "The request's id (a GUID) or its reference number")
        ->required();
    app->footer("Example:\n  lockbox --as admin@contoso.com request show EXSR359123");
    return app;
}

Result<void> RequestShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto found = door->service->request(door->session, text(m_request));
    if (!found)
        return failure(found);
    const auto now = door->service->now();
    if (!now)
        return failure(now);
    Output &output = context.output();
    if (output.isJson()) {
        QJsonArray timeline;
        for (const Event &event : found->timeline)
            timeline.append(toJson(event));
        QJsonObject json = wire::toJson(found->request, door->tenant);
        json.insert(QStringLiteral("timeline"), timeline);
        json.insert(QStringLiteral("requestsOfRequestor"), found->requestsOfRequestor);
        json.insert(QStringLiteral("requestsOfReference"), found->requestsOfReference);
        json.insert(QStringLiteral("notices"), toJson(found->deliveries));
        json.insert(QStringLiteral("verificationPhrase"),
                    found->phrase.isEmpty() ? QJsonValue() : QJsonValue(found->phrase));
        output.document(json);
        return {};
    }
    output.painted(
        requestCard(found->request, door->tenant, *now, found->phrase, output.isColoured()));
    output.painted(QStringLiteral("\nTimeline\n")
                   + timelineText(found->timeline, 2, output.isColoured()));
    if (!found->deliveries.empty())
        output.painted(QStringLiteral("\nNotices\n")
                       + noticesText(found->deliveries, 2, output.isColoured()));
    return {};
}

} // namespace lockbox::cli
