#include "tests/ui/screenshots/scenes.h"

#include "core/demo/demo.h"
#include "tests/core/service/tampering.h"
#include "tests/ui/screenshots/scenes_realstore.h"
#include "tests/ui/screenshots/scenes_start.h"
#include "ui/async/longcall.h"
#include "ui/shell/bladestack.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTextEdit>

namespace lockbox::test {

namespace {

constexpr QSize usual(1366, 820);
constexpr QSize smallest(960, 600);

using Way = std::function<bool(ConsoleDriver &)>;

const demo::Cast &cast()
{
    static const demo::Cast cast = demo::demoCast();
    return cast;
}

Way page(const QString &id)
{
    return [id](ConsoleDriver &console) { return console.go(id); };
}

Way press(const QString &name)
{
    return [name](ConsoleDriver &console) { return console.press(name); };
}

Way type(const QString &name, const QString &text)
{
    return [name, text](ConsoleDriver &console) { return console.type(name, text); };
}

Way row(const QString &table, const QString &text)
{
    return [table, text](ConsoleDriver &console) { return console.chooseRow(table, text); };
}

Way sees(const QString &name)
{
    return [name](ConsoleDriver &console) { return console.sees(name); };
}

/// Opens the blade of the first request in this state, wherever it is in the list.
Way request(RequestState state)
{
    return [state](ConsoleDriver &console) {
        auto door = console.context().factory()();
        RequestQuery query;
        query.states = {state};
        query.limit = 1;
        const auto found = door ? (*door)->requests(console.context().session(), query)
                                : Result<Page<AccessRequest>>(failure(door));
        return found && !found->items.empty()
               && console.window().goTo(console.window().currentPage(),
                                        found->items.front().id.toString())
               && console.sees(QStringLiteral("requestTimeline"));
    };
}

Way then(std::initializer_list<Way> ways)
{
    return [all = std::vector<Way>(ways)](ConsoleDriver &console) {
        for (const Way &way : all) {
            if (!way(console) || !console.settle())
                return false;
        }
        return true;
    };
}

Way scrolledDown(const QString &blade)
{
    return [blade](ConsoleDriver &console) {
        const auto *area = console.find(blade)->findChild<QScrollArea *>();
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        return area->verticalScrollBar()->value() > 0;
    };
}

const QString requestsPage = QStringLiteral("requests");
const QString confirmApprove = QStringLiteral("confirmApproveButton");

std::vector<Scene> homeScenes()
{
    const Way home = sees(QStringLiteral("homeWaiting"));
    return {
        {"home", cast().globalAdministrator, usual, home},
        {"home-workflow", cast().globalAdministrator, usual,
         then({home, scrolledDown(QStringLiteral("homeBlade"))})},
        {"home-small", cast().globalAdministrator, smallest, home},
        {"home-reader", cast().securityReader, usual, home},
        {"home-engineer", cast().engineer, usual, sees(QStringLiteral("openDeskButton"))},
        {"home-nobody", cast().plainUser, usual, sees(QStringLiteral("homeBlade"))},
        {"home-empty", cast().globalAdministrator, usual, home, true},
        {"shortcuts", cast().globalAdministrator, usual,
         then({home,
               [](ConsoleDriver &console) {
                   QTest::keyClick(&console.window(), Qt::Key_Slash, Qt::ControlModifier);
                   return console.sees(QStringLiteral("shortcutOverlay"));
               }})},
    };
}

std::vector<Scene> adminScenes()
{
    const QString admin = cast().globalAdministrator;
    const Way users =
        then({page(QStringLiteral("users")), row(QStringLiteral("usersTable"), cast().approver)});
    const Way setting =
        then({page(QStringLiteral("security")), press(QStringLiteral("editLockboxButton")),
              sees(QStringLiteral("requireApprovalToggle"))});
    const Way switchOff =
        then({setting, press(QStringLiteral("requireApprovalToggle")),
              press(QStringLiteral("saveSettingButton")), sees(QStringLiteral("questionBar"))});
    return {
        {"users", admin, usual, page(QStringLiteral("users"))},
        {"users-nothing-found", admin, usual,
         then({page(QStringLiteral("users")),
               type(QStringLiteral("usersSearch"), QStringLiteral("zzz"))})},
        {"user", admin, usual, users},
        {"user-roles", admin, usual, then({users, press(QStringLiteral("editRolesButton"))})},
        {"user-add", admin, usual,
         then({page(QStringLiteral("users")), press(QStringLiteral("addUserButton"))})},
        {"security", admin, usual, page(QStringLiteral("security"))},
        {"security-edit", admin, usual, setting},
        {"security-switch-off", admin, usual, switchOff},
    };
}

/// Exports evidence, and scrolls to what came of it.
Way exportEvidence()
{
    return [](ConsoleDriver &console) {
        auto *button = console.find<QPushButton>(QStringLiteral("exportEvidenceButton"));
        if (!button)
            return false;
        button->click();
        auto *dialog = console.window().findChild<QFileDialog *>(QStringLiteral("placeDialog"));
        emit dialog->fileSelected(QDir::homePath());
        dialog->close();
        return console.sees(QStringLiteral("evidenceMessage"));
    };
}

std::vector<Scene> requestScenes()
{
    const QString admin = cast().globalAdministrator;
    const Way list = page(requestsPage);
    const Way pending = then({list, request(RequestState::Pending)});
    const Way approving = then({pending, press(QStringLiteral("approveButton"))});
    const Way denying = then({pending, press(QStringLiteral("denyButton"))});
    const Way open = then({list, request(RequestState::Approved)});
    return {
        {"requests", admin, usual, list},
        {"requests-nothing-found", admin, usual,
         then({list, type(QStringLiteral("requestsSearch"), QStringLiteral("zzz")),
               sees(QStringLiteral("requestsEmpty"))})},
        {"requests-empty", admin, usual, list, true},
        {"requests-small", admin, smallest, list},
        {"request", admin, usual, pending},
        {"request-small", admin, smallest, pending},
        {"request-large", admin, {1920, 1080}, pending},
        {"request-approve", admin, usual, approving},
        {"request-approved", admin, usual, then({approving, press(confirmApprove)})},
        {"request-deny", admin, usual, denying},
        {"request-deny-without-reason", admin, usual,
         then({denying, press(QStringLiteral("confirmDenyButton"))})},
        {"request-open", admin, usual, open},
        {"request-in-workflow", admin, usual,
         then({list, request(RequestState::Denied), press(QStringLiteral("showWorkflowButton")),
               sees(QStringLiteral("workflowWith"))})},
        {"request-revoke", admin, usual, then({open, press(QStringLiteral("revokeButton"))})},
        {"request-reader", cast().securityReader, usual, pending},
        {"request-evidence", cast().securityReader, usual,
         then({pending, exportEvidence(), scrolledDown(QStringLiteral("requestBlade"))})},
        {"request-expired", admin, usual, then({list, request(RequestState::Expired)})},
        {"request-denied", admin, usual, then({list, request(RequestState::Denied)})},
        {"request-completed", admin, usual, then({list, request(RequestState::Completed)})},
    };
}

/// Somebody changes an event behind the program's back.
bool changeAnEvent(const QString &path, const LocalOptions &)
{
    tamper(path, {QStringLiteral("UPDATE event SET body = replace(body, 'amara', 'mallo') WHERE "
                                 "seq = (SELECT max(seq) FROM event WHERE kind = "
                                 "'request.approved' AND body LIKE '%amara%')")});
    return true;
}

/// A backup is put back over a store that was changed meanwhile.
bool rollBack(const QString &path, const LocalOptions &options)
{
    const QString backup = path + QStringLiteral(".backup");
    QFile::remove(backup);
    if (!QFile::copy(path, backup))
        return false;
    auto door = openLocalStore(path, options);
    if (!door
        || !(*door)->changePolicy({cast().globalAdministrator},
                                  {.maxAccess = std::chrono::hours(2)}))
        return false;
    door->reset();
    return QFile::remove(path) && QFile::rename(backup, path);
}

/// A verification that has come to 42 of 100, as a long one would.
Way verifying()
{
    return [](ConsoleDriver &console) {
        emit console.context().log().findChild<ui::LongCall *>()->progressed(42000, 100000);
        return true;
    };
}

/// Searches the events, and waits until something else is found than before.
Way found(const QString &text)
{
    return [text](ConsoleDriver &console) {
        const auto *footer = console.find<QLabel>(QStringLiteral("auditLogFooter"));
        const QString before = footer->text();
        return console.type(QStringLiteral("auditLogSearch"), text)
               && console.waitFor(text, [&] { return footer->text() != before; });
    };
}

std::vector<Scene> auditLogScenes()
{
    const QString admin = cast().globalAdministrator;
    const QString reader = cast().securityReader;
    const Way log = then({page(QStringLiteral("auditlog")), sees(QStringLiteral("auditLogTable"))});
    const Way period = [](ConsoleDriver &console) {
        auto *action = console.window().findChild<QAction *>(QStringLiteral("period.5"));
        action->trigger();
        return console.sees(QStringLiteral("periodFirstDay"));
    };
    const Way event = row(QStringLiteral("auditLogTable"),
                          QStringLiteral("Notified 6 approvers, 2 could not be reached"));
    return {
        {"auditlog", reader, usual, log},
        {"auditlog-small", reader, smallest, log},
        {"auditlog-large", reader, {1920, 1080}, log},
        {"auditlog-filtered", reader, usual, then({log, period, found(QStringLiteral("denied"))})},
        {"auditlog-filtered-small", reader, smallest, then({log, period})},
        {"auditlog-nothing-found", reader, usual,
         then({log, type(QStringLiteral("auditLogSearch"), QStringLiteral("zzz")),
               sees(QStringLiteral("auditLogEmpty"))})},
        {"auditlog-event", reader, usual, then({log, event, sees(QStringLiteral("leafHash"))})},
        {"auditlog-event-small", reader, smallest,
         then({log, event, sees(QStringLiteral("leafHash"))})},
        {"auditlog-verifying", admin, usual, then({log, verifying()})},
        {"auditlog-failed", admin, usual, log, false, changeAnEvent},
        {"auditlog-failed-event", admin, usual,
         then({sees(QStringLiteral("messageAction")), press(QStringLiteral("messageAction")),
               sees(QStringLiteral("leafHash"))}),
         false, changeAnEvent},
        {"auditlog-alarm", admin, usual, log, false, rollBack},
        {"home-alarm-small", admin, smallest, sees(QStringLiteral("homeWaiting")), false, rollBack},
        {"home-log-failed", admin, usual, sees(QStringLiteral("homeWaiting")), false,
         changeAnEvent},
    };
}

/// Changes a word of the mail that stands there, and checks it.
Way forge()
{
    return [](ConsoleDriver &console) {
        auto *input = console.find<QPlainTextEdit>(QStringLiteral("mailInput"));
        if (!input)
            return false;
        input->setPlainText(
            input->toPlainText().replace(QStringLiteral("Exchange"), QStringLiteral("SharePoint")));
        return console.press(QStringLiteral("checkMailNowButton"))
               && console.sees(QStringLiteral("verdictDifferences"));
    };
}

/// The mail has as little room as it can get; its table is in sight.
Way narrowLetter()
{
    return [](ConsoleDriver &console) {
        auto *letter = console.find<QTextEdit>(QStringLiteral("mailBody"));
        auto *splitter = console.find(QStringLiteral("inboxBlade"))->findChild<QSplitter *>();
        splitter->setSizes({1000, 1});
        letter->setTextCursor(letter->document()->find(QStringLiteral("Reason")));
        return letter->width() < 300 && letter->verticalScrollBar()->value() > 0;
    };
}

std::vector<Scene> noticeScenes()
{
    const QString admin = cast().globalAdministrator;
    const Way inbox = then({page(QStringLiteral("inbox")), sees(QStringLiteral("mailBody"))});
    const Way genuine = then({inbox, press(QStringLiteral("checkThisMailButton")),
                              sees(QStringLiteral("verdictHeadline"))});
    const Way unknown = then(
        {page(requestsPage), press(QStringLiteral("checkMailButton")),
         [](ConsoleDriver &console) {
             console.find<QPlainTextEdit>(QStringLiteral("mailInput"))
                 ->setPlainText(QStringLiteral("Your approval is needed. Click here at once."));
             return true;
         },
         press(QStringLiteral("checkMailNowButton")), sees(QStringLiteral("verdictHeadline"))});
    const Way notices =
        then({sees(QStringLiteral("homeWaiting")), press(QStringLiteral("homeNoticesButton")),
              sees(QStringLiteral("noticesBlade"))});
    const Way unreached = then({page(QStringLiteral("users")),
                                type(QStringLiteral("usersSearch"), QStringLiteral("nora")),
                                row(QStringLiteral("usersTable"), QStringLiteral("Nora Lind"))});
    return {
        {"inbox", admin, usual, inbox},
        {"inbox-small", admin, smallest, inbox},
        {"inbox-narrow", admin, smallest, then({inbox, narrowLetter()})},
        {"inbox-empty", admin, usual, page(QStringLiteral("inbox")), true},
        {"inbox-check-genuine", admin, usual, genuine},
        {"inbox-check-altered", admin, usual, then({genuine, forge()})},
        {"check-unknown", admin, usual, unknown},
        {"request-notices", admin, usual,
         then({page(requestsPage), request(RequestState::Pending),
               [](ConsoleDriver &console) {
                   auto *area =
                       console.find(QStringLiteral("requestBlade"))->findChild<QScrollArea *>();
                   area->ensureWidgetVisible(console.find(QStringLiteral("requestNotices")), 0, 0);
                   return true;
               }})},
        {"home-notices", admin, usual, notices},
        {"user-unreached", admin, usual, unreached},
        {"notices-trouble", realAdministrator(), usual, notices, false, realStoreWithTrouble},
        {"notices-keep", realAdministrator(), smallest,
         then({notices, press(QStringLiteral("suppressNoticeButton")),
               sees(QStringLiteral("questionBar"))}),
         false, realStoreWithTrouble},
        {"notifications-edit", realAdministrator(), usual,
         then({page(QStringLiteral("security")), press(QStringLiteral("editNotificationsButton")),
               sees(QStringLiteral("notificationsDue"))}),
         false, realStoreWithTrouble},
    };
}

std::vector<Scene> deskScenes()
{
    const Way desk = page(QStringLiteral("desk"));
    return {
        {"desk-engineer", cast().engineer, usual, desk},
        {"desk-file", cast().engineer, usual,
         then({desk, press(QStringLiteral("fileRequestButton"))})},
        {"desk-open", cast().engineer, usual, then({desk, request(RequestState::Approved)})},
        {"desk-manager", cast().manager, usual, desk},
        {"desk-decide", cast().manager, usual, then({desk, request(RequestState::Submitted)})},
    };
}

} // namespace

std::vector<Scene> scenes()
{
    std::vector<Scene> all;
    for (const auto &part : {homeScenes(), adminScenes(), requestScenes(), auditLogScenes(),
                             noticeScenes(), deskScenes(), startScenes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace lockbox::test
