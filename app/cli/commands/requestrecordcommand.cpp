#include "app/cli/commands/requestrecordcommand.h"

#include "app/cli/textwidth.h"
#include "core/service/wirejson.h"

namespace lockbox::cli {

CLI::App *RequestRecordCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("record", "The engineer notes what was done while access was open.");
    app->add_option("ID", m_request, "The request's id (a GUID) or its reference number")
        ->required();
    app->add_option("--action", m_action, "What was done")->required()->type_name("TEXT");
    app->footer("Example:\n  lockbox --as engineer@provider.example request record EXSR359123 "
                "--action \"read the mailbox's index\"");
    return app;
}

Result<void> RequestRecordCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto request =
        door->service->recordAction(door->session, text(m_request), text(m_action));
    if (!request)
        return failure(request);
    context.output().document(wire::toJson(*request, door->tenant));
    context.output().words(
        oneLine(QStringLiteral("Recorded with request %1.").arg(request->reference)));
    return {};
}

} // namespace lockbox::cli
