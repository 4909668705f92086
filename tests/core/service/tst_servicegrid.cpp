#include "core/domain/permission.h"
#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Everybody tries everything on a request in each state, through the door: what comes of it is what the rules say, which tst_rulestable
/// holds against permissions.txt, and who is refused has changed nothing.
class TestServiceGrid : public QObject
{
    Q_OBJECT

private slots:
    void everyCell_data();
    void everyCell();

private:
    /// What the rules say of it: "done", or the refusal's code.
    QString expected(const Session &who, Operation operation, const AccessRequest &request)
    {
        const auto user = m_tenant->door().account(who);
        if (!user)
            return QStringLiteral("notPermitted");
        const Actor actor = toActor(*user);
        if (!rules::canSee(actor, request))
            return rules::permission(actor, operation) ? QStringLiteral("notFound")
                                                       : QStringLiteral("notPermitted");
        const auto role =
            rules::permission(actor, operation, request, need(m_tenant->door().now()));
        return role ? QStringLiteral("done") : toSlug(role.error().code);
    }

    std::unique_ptr<T> m_tenant;
};

void TestServiceGrid::everyCell_data()
{
    QTest::addColumn<RequestState>("state");
    for (const RequestState state : allRequestStates())
        QTest::newRow(qPrintable(toSlug(state))) << state;
}

void TestServiceGrid::everyCell()
{
    QFETCH(RequestState, state);
    m_tenant = std::make_unique<T>();
    const Operation operations[] = {
        Operation::Authorize, Operation::Reject, Operation::Approve,  Operation::Deny,
        Operation::Cancel,    Operation::Revoke, Operation::Complete, Operation::RecordAction};
    const Session everybody[] = {T::ada(), T::abe(), T::gil(), T::rita(), T::bill(),  T::paul(),
                                 T::eve(), T::ed(),  T::max(), T::mae(),  T::nobody()};
    AccessRequest request = m_tenant->inState(state);
    QStringList before = m_tenant->dump();
    int done = 0;
    for (const Operation operation : operations) {
        for (const Session &who : everybody) {
            const QString should = expected(who, operation, request);
            const auto result = T::act(m_tenant->door(), operation, who, request.id.toString());
            const QString is = refusal(result);
            const QString cell =
                QStringLiteral("%1 %2").arg(who.userPrincipalName, toSlug(operation));
            QVERIFY2(is == should, qPrintable(cell + QStringLiteral(": ") + is));
            if (!result) {
                QVERIFY2(m_tenant->dump() == before, qPrintable(cell));
                continue;
            }
            ++done;
            request = m_tenant->inState(state);
            before = m_tenant->dump();
        }
    }
    QCOMPARE(done > 0, !isFinal(state));
}

QTEST_GUILESS_MAIN(TestServiceGrid)
#include "tst_servicegrid.moc"
