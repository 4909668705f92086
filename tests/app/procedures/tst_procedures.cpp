#include "core/service/locallockbox.h"
#include "tests/support/consoledriver.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

namespace {

const QString admin = QStringLiteral("admin@contoso.onmicrosoft.com");
const QString approver = QStringLiteral("alex@contoso.onmicrosoft.com");
const QString engineer = QStringLiteral("erin@provider.example");
const QString manager = QStringLiteral("max@provider.example");

User person(const QString &name, const QString &displayName, const RoleSet &roles)
{
    return {.userPrincipalName = name, .displayName = displayName, .email = name, .roles = roles};
}

} // namespace

/// The portal's three procedures, done with mouse and keyboard in the real window, from an empty store to the recorded history.
/// The steps stand on each other, and so are one test.
class TestProcedures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fromAnEmptyStoreToTheHistory();

private:
    void makeStore();
    void giveTheRole(ConsoleDriver &console);
    void switchTheSettingOn(ConsoleDriver &console);
    void approve(ConsoleDriver &console);
    void deny(ConsoleDriver &console);
    void readTheHistory();
    RequestId filePending(const QString &reference);
    AccessRequest stored(const RequestId &id);

    QTemporaryDir m_home;
    QString m_path;
    std::unique_ptr<LockboxService>
        m_door; ///< The other process: command line, or another console.
};

void TestProcedures::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    ui::Theme::instance().apply(ui::ThemeMode::Light);
}

void TestProcedures::makeStore()
{
    m_path = m_home.filePath(QStringLiteral("contoso.lockbox"));
    const StoreSeed seed{
        .tenant = {.id = TenantId(RandomIdSource().next()),
                   .name = QStringLiteral("Contoso"),
                   .domain = QStringLiteral("contoso.onmicrosoft.com"),
                   .provider = QStringLiteral("Microsoft")},
        .users = {person(admin, QStringLiteral("Ada Admin"), {Role::GlobalAdministrator}),
                  person(approver, QStringLiteral("Alex Wilber"), {}),
                  person(engineer, QStringLiteral("Erin Engineer"), {Role::Engineer}),
                  person(manager, QStringLiteral("Max Manager"), {Role::Manager})}};
    const auto made = createLocalStore(m_path, seed);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    auto door = openLocalStore(m_path);
    QVERIFY(door);
    m_door = std::move(*door);
}

RequestId TestProcedures::filePending(const QString &reference)
{
    const auto filed = m_door->submitRequest(
        {engineer}, {.reference = reference,
                     .service = QStringLiteral("Exchange"),
                     .reason = QStringLiteral("Mail flow stops at one mailbox"),
                     .duration = 4h});
    if (!filed || !m_door->authorizeRequest({manager}, filed->id.toString(), {}))
        return {};
    return filed->id;
}

AccessRequest TestProcedures::stored(const RequestId &id)
{
    const auto details = m_door->request({admin}, id.toString());
    return details ? details->request : AccessRequest{};
}

/// Users → Active users → the user → Roles, Edit → Customized administrator → the box → Save
void TestProcedures::giveTheRole(ConsoleDriver &console)
{
    QVERIFY(console.go(QStringLiteral("users")));
    QVERIFY(console.chooseRow(QStringLiteral("usersTable"), QStringLiteral("Alex Wilber")));
    QVERIFY(console.press(QStringLiteral("editRolesButton")));
    QVERIFY(console.press(QStringLiteral("roleChoiceCustomized")));
    QVERIFY(console.press(QStringLiteral("roleBox_customer-lockbox-access-approver")));
    QVERIFY(console.press(QStringLiteral("saveRolesButton")));
    QTRY_COMPARE(m_door->user({admin}, approver)->roles, RoleSet{Role::LockboxApprover});
    QTRY_VERIFY(!console.find(QStringLiteral("saveRolesButton")));
    QTRY_VERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!console.find(QStringLiteral("userBlade")));
}

/// Settings → Security & privacy → Customer Lockbox, Edit → Require approval On → Save → Close
void TestProcedures::switchTheSettingOn(ConsoleDriver &console)
{
    QVERIFY(!m_door->policy({admin})->requireApproval);
    QVERIFY(console.go(QStringLiteral("security")));
    QVERIFY(console.press(QStringLiteral("editLockboxButton")));
    QVERIFY(console.press(QStringLiteral("requireApprovalToggle")));
    QVERIFY(console.press(QStringLiteral("saveSettingButton")));
    QTRY_VERIFY(m_door->policy({admin})->requireApproval);
    QVERIFY(console.press(QStringLiteral("closeSettingButton")));
    QTRY_VERIFY(!console.find(QStringLiteral("lockboxSettingBlade")));
}

/// Support → Customer Lockbox Requests → the request → Approve. It was filed by another process while the list was open.
void TestProcedures::approve(ConsoleDriver &console)
{
    QVERIFY(console.go(QStringLiteral("requests")));
    const RequestId id = filePending(QStringLiteral("EXSR359123"));
    QVERIFY(console.chooseRow(QStringLiteral("requestsTable"), QStringLiteral("EXSR359123")));
    QVERIFY(console.press(QStringLiteral("approveButton")));
    QVERIFY(console.press(QStringLiteral("windowChoice60")));
    QVERIFY(console.type(QStringLiteral("decisionComment"), QStringLiteral("Go ahead")));
    QVERIFY(console.press(QStringLiteral("confirmApproveButton")));
    QTRY_COMPARE(stored(id).state, RequestState::Approved);
    const AccessRequest approved = stored(id);
    QCOMPARE(approved.decision->by, admin);
    QCOMPARE(approved.decision->role, Role::GlobalAdministrator);
    QCOMPARE(approved.decision->comment, QStringLiteral("Go ahead"));
    QCOMPARE(approved.access->start, approved.decision->at);
    QCOMPARE(approved.access->end - approved.access->start, 1h);
    QVERIFY(console.press(QStringLiteral("closeButton")));
}

void TestProcedures::deny(ConsoleDriver &console)
{
    const RequestId id = filePending(QStringLiteral("EXSR359124"));
    QVERIFY(console.chooseRow(QStringLiteral("requestsTable"), QStringLiteral("EXSR359124")));
    QVERIFY(console.press(QStringLiteral("denyButton")));
    QVERIFY(console.press(QStringLiteral("confirmDenyButton")));
    QVERIFY(console.sees(QStringLiteral("decisionPanel"))); // it wants a reason first
    QCOMPARE(stored(id).state, RequestState::Pending);
    QVERIFY(console.type(QStringLiteral("decisionComment"), QStringLiteral("Not now")));
    QVERIFY(console.press(QStringLiteral("confirmDenyButton")));
    QTRY_COMPARE(stored(id).state, RequestState::Denied);
    QCOMPARE(stored(id).decision->comment, QStringLiteral("Not now"));
    QVERIFY(!stored(id).access);
}

void TestProcedures::readTheHistory()
{
    const auto events = m_door->events({admin}, {.request = {}, .after = 0, .limit = 100});
    QVERIFY(events);
    QStringList told;
    for (const Event &event : events->items)
        told.append(toSlug(event.kind) + QLatin1Char(' ') + event.actor);
    const QStringList expected = {
        QStringLiteral("tenant.created "),
        QStringLiteral("user.added "),
        QStringLiteral("user.added "),
        QStringLiteral("user.added "),
        QStringLiteral("user.added "),
        QStringLiteral("user.rolesChanged ") + admin,
        QStringLiteral("setting.changed ") + admin,
        QStringLiteral("request.submitted ") + engineer,
        QStringLiteral("request.authorized ") + manager,
        QStringLiteral("request.notified ") + manager,
        QStringLiteral("request.approved ") + admin,
        QStringLiteral("request.submitted ") + engineer,
        QStringLiteral("request.authorized ") + manager,
        QStringLiteral("request.notified ") + manager,
        QStringLiteral("request.denied ") + admin,
    };
    QCOMPARE(told, expected);
}

void TestProcedures::fromAnEmptyStoreToTheHistory()
{
    makeStore();
    ConsoleDriver console(m_path, admin);
    const auto step = [&](auto act) {
        act();
        return !QTest::currentTestFailed();
    };
    const bool done = step([&] { giveTheRole(console); })
                      && step([&] { switchTheSettingOn(console); })
                      && step([&] { approve(console); }) && step([&] { deny(console); })
                      && step([&] { readTheHistory(); });
    QVERIFY(done);
}

QTEST_MAIN(TestProcedures)
#include "tst_procedures.moc"
