#include "app/cli/commands/getaccesscommand.h"

#include "app/cli/commands/say.h"
#include "app/cli/nearest.h"
#include "core/base/timetext.h"

#include <algorithm>

namespace lockbox::cli {

CLI::App *GetAccessCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("Get-AccessToCustomerDataRequest",
                              "Lists requests, newest first, as the portal's scripts do.");
    app->add_option("--ApprovalStatus", m_status, "Approved, Canceled, Denied or Pending")
        ->type_name("STATUS");
    app->add_option("--CreatedAfter", m_createdAfter, "Only requests filed after this time (UTC)")
        ->type_name("TIME");
    app->add_option("--RequestId", m_request, "Only this request: its id or reference number")
        ->type_name("ID");
    app->add_option("--limit", m_limit, "How many at most, 1 to 1000 (100 where nothing is said)")
        ->type_name("N")
        ->transform(wholeNumber());
    app->add_option("--after", m_after,
                    "The page after the one that ended with this key (\"next\")")
        ->type_name("KEY")
        ->check(notEmpty());
    app->footer("The portal's parameters are taken in any case, with one dash or two, and as "
                "-Name:value.\n\n"
                "Example:\n  lockbox Get-AccessToCustomerDataRequest -ApprovalStatus Pending "
                "-CreatedAfter 2026-02-01T00:00:00Z");
    return app;
}

Result<RequestQuery> GetAccessCommand::query() const
{
    RequestQuery query{
        .states = {}, .sort = RequestSort::SubmittedAt, .after = text(m_after), .limit = m_limit};
    if (m_status) {
        static const QStringList known = {QStringLiteral("Approved"), QStringLiteral("Canceled"),
                                          QStringLiteral("Denied"), QStringLiteral("Pending")};
        const auto state = parseRequestState(text(*m_status).toLower());
        if (!state || !known.contains(text(*m_status), Qt::CaseInsensitive))
            return unknownName(QStringLiteral("ApprovalStatus"), QStringLiteral("approval status"),
                               text(*m_status), known);
        query.states = {*state};
    }
    return query;
}

Result<Page<AccessRequest>> GetAccessCommand::found(const Door &door) const
{
    const auto wanted = query();
    if (!wanted)
        return failure(wanted);
    Timestamp createdAfter = Timestamp::min();
    if (m_createdAfter) {
        const auto time = parseRfc3339(text(*m_createdAfter), QStringLiteral("CreatedAfter"));
        if (!time)
            return failure(time);
        createdAfter = *time;
    }
    Page<AccessRequest> page;
    if (m_request) {
        const auto one = door.service->request(door.session, text(*m_request));
        if (!one)
            return failure(one);
        if (wanted->states.empty() || wanted->states.front() == one->request.state)
            page.items.push_back(one->request);
    } else {
        auto listed = door.service->requests(door.session, *wanted);
        if (!listed)
            return listed;
        page = std::move(*listed);
    }
    // The newest come first: behind the first one that is too old there is nothing more.
    const auto tooOld =
        std::find_if(page.items.begin(), page.items.end(), [&](const AccessRequest &request) {
            return request.submittedAt <= createdAfter;
        });
    if (tooOld != page.items.end()) {
        page.items.erase(tooOld, page.items.end());
        page.next.clear();
    }
    return page;
}

Result<void> GetAccessCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto page = found(*door);
    return page ? sayRequests(context.output(), *door, *page) : failure(page);
}

} // namespace lockbox::cli
