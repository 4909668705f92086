#include "app/cli/commandlist.h"

#include "app/cli/commands/clockadvancecommand.h"
#include "app/cli/commands/clockshowcommand.h"
#include "app/cli/commands/demoplaycommand.h"
#include "app/cli/commands/eventlistcommand.h"
#include "app/cli/commands/evidenceexportcommand.h"
#include "app/cli/commands/evidenceverifycommand.h"
#include "app/cli/commands/getaccesscommand.h"
#include "app/cli/commands/initcommand.h"
#include "app/cli/commands/logcheckpointcommand.h"
#include "app/cli/commands/logkeycommand.h"
#include "app/cli/commands/loglistcommand.h"
#include "app/cli/commands/logpincommand.h"
#include "app/cli/commands/logprovecommand.h"
#include "app/cli/commands/logshowcommand.h"
#include "app/cli/commands/logstatecommand.h"
#include "app/cli/commands/logverifycommand.h"
#include "app/cli/commands/logverifyproofcommand.h"
#include "app/cli/commands/notifycheckcommand.h"
#include "app/cli/commands/notifyoncecommand.h"
#include "app/cli/commands/notifypasswordcommand.h"
#include "app/cli/commands/notifyruncommand.h"
#include "app/cli/commands/notifysetcommand.h"
#include "app/cli/commands/notifyshowcommand.h"
#include "app/cli/commands/notifytestcommand.h"
#include "app/cli/commands/outboxlistcommand.h"
#include "app/cli/commands/outboxretrycommand.h"
#include "app/cli/commands/outboxshowcommand.h"
#include "app/cli/commands/outboxsuppresscommand.h"
#include "app/cli/commands/requestactcommand.h"
#include "app/cli/commands/requestlistcommand.h"
#include "app/cli/commands/requestrecordcommand.h"
#include "app/cli/commands/requestshowcommand.h"
#include "app/cli/commands/requestsubmitcommand.h"
#include "app/cli/commands/setaccesscommand.h"
#include "app/cli/commands/setorganizationcommand.h"
#include "app/cli/commands/settingsetcommand.h"
#include "app/cli/commands/settingshowcommand.h"
#include "app/cli/commands/signincommand.h"
#include "app/cli/commands/signoutcommand.h"
#include "app/cli/commands/storecheckcommand.h"
#include "app/cli/commands/useraddcommand.h"
#include "app/cli/commands/userlistcommand.h"
#include "app/cli/commands/usersetalternatecommand.h"
#include "app/cli/commands/usersetemailcommand.h"
#include "app/cli/commands/usersetrolescommand.h"
#include "app/cli/commands/usershowcommand.h"

namespace lockbox::cli {

namespace {

template<typename... Commands>
void add(CommandList &list)
{
    (list.push_back(std::make_unique<Commands>()), ...);
}

} // namespace

CommandList allCommands()
{
    using enum RequestActCommand::Act;
    CommandList all;
    add<InitCommand, SignInCommand, SignOutCommand, RequestSubmitCommand>(all);
    for (const auto act : {Authorize, Reject, Approve, Deny, Cancel, Revoke, Complete})
        all.push_back(std::make_unique<RequestActCommand>(act));
    add<RequestRecordCommand, RequestListCommand, RequestShowCommand>(all);
    add<UserListCommand, UserShowCommand, UserAddCommand, UserSetRolesCommand, UserSetEmailCommand,
        UserSetAlternateCommand>(all);
    add<SettingShowCommand, SettingSetCommand, EventListCommand>(all);
    add<LogVerifyCommand, LogListCommand, LogShowCommand, LogStateCommand, LogPinCommand>(all);
    add<LogKeyCommand, LogCheckpointCommand, LogProveCommand, LogVerifyProofCommand>(all);
    add<EvidenceExportCommand, EvidenceVerifyCommand>(all);
    add<NotifyShowCommand, NotifySetCommand, NotifyPasswordCommand, NotifyTestCommand>(all);
    add<NotifyOnceCommand, NotifyRunCommand, NotifyCheckCommand>(all);
    add<OutboxListCommand, OutboxShowCommand, OutboxRetryCommand, OutboxSuppressCommand>(all);
    add<ClockShowCommand, ClockAdvanceCommand, StoreCheckCommand, DemoPlayCommand>(all);
    add<GetAccessCommand, SetAccessCommand, SetOrganizationCommand>(all);
    return all;
}

} // namespace lockbox::cli
