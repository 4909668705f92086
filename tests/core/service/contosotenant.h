#pragma once

#include "core/service/localoutbox.h"
#include "tests/core/store/storefixture.h"

#include <QTemporaryDir>

namespace lockbox::test {

/// A small tenant in a real store of the engine under test, a temporary file or a server of this program's own, with a clock that the
/// test moves and everybody whom the workflow needs.
class ContosoTenant
{
public:
    enum class Kind { Real, Demo };
    explicit ContosoTenant(const Policy &policy = policyOn(), Kind kind = Kind::Real);

    static Policy policyOn() { return {.requireApproval = true}; }
    static Policy policyOff() { return {.requireApproval = false}; }
    /// 2026-02-05T19:11:55Z: when the tenant is made, and the clock's start.
    static Timestamp start();

    LockboxService &door() { return *m_door; }
    LockboxService *operator->() { return m_door.get(); }
    /// Another door to the same store, by the same clock, as another process has it.
    std::unique_ptr<LockboxService> anotherDoor(std::chrono::milliseconds busyTimeout = {}) const;
    /// Its outbox, as a sender has it.
    Result<std::unique_ptr<LocalOutbox>> outbox(const LocalOptions &options) const;
    ManualClock &clock() { return m_clock; }
    /// Where it is: a file, or a server's address for somebody who sees all rows.
    QString path() const;
    QString folder() const { return m_folder.path(); }
    /// Where the log's key and pin are.
    QString logFolder() const { return m_folder.filePath(QStringLiteral("log")); }

    // Shortcuts to a request in some state. Each moves the clock by a minute a step.
    AccessRequest submitted(const QString &reference = QStringLiteral("EXSR359123"));
    AccessRequest authorized(const QString &reference = QStringLiteral("EXSR359123"));
    AccessRequest approved(const QString &reference = QStringLiteral("EXSR359123"));

    /// A request in that state; the clock moves as far as that takes.
    AccessRequest inState(RequestState state);
    /// An act on a request, with a comment where one goes.
    static Result<AccessRequest> act(LockboxService &door, rules::Operation operation,
                                     const Session &session, const QString &request);

    /// Somebody's wish for two hours.
    static rules::NewRequest wish(const QString &reference);
    /// The request as it stands, seen by the manager.
    AccessRequest stored(const RequestId &id);
    QStringList timeline(const RequestId &id); ///< The kinds of its events.
    std::vector<Event> history();
    Event lastEvent();
    /// All that is stored.
    QStringList dump() const;
    /// The store from below the door, by somebody who sees all rows.
    std::unique_ptr<Database> below() const;
    /// Whether all of the store is sound.
    Result<void> check() const;

    // Who plays. Mia has an alternate address only, Mo none that works.
    static Session ada() { return of("ada@contoso.com"); }       ///< The global administrator.
    static Session abe() { return of("abe@contoso.com"); }       ///< Approver.
    static Session mia() { return of("mia@contoso.com"); }       ///< Approver.
    static Session mo() { return of("mo@contoso.com"); }         ///< Approver.
    static Session gil() { return of("gil@contoso.com"); }       ///< Global reader.
    static Session rita() { return of("rita@contoso.com"); }     ///< Security reader.
    static Session bill() { return of("bill@contoso.com"); }     ///< Another role of the portal.
    static Session paul() { return of("paul@contoso.com"); }     ///< No role.
    static Session eve() { return of("eve@fabrikam.com"); }      ///< Engineer.
    static Session ed() { return of("ed@fabrikam.com"); }        ///< Engineer.
    static Session max() { return of("max@fabrikam.com"); }      ///< Manager.
    static Session mae() { return of("mae@fabrikam.com"); }      ///< Engineer and manager.
    static Session nobody() { return of("nobody@contoso.com"); } ///< Not in the tenant.

private:
    static Session of(const char *name) { return {QString::fromLatin1(name)}; }

    void make(const StoreSeed &seed);
    std::unique_ptr<LockboxService> served(const LocalOptions &options) const;
    std::unique_ptr<LockboxService> opened(const LocalOptions &options) const;

    QTemporaryDir m_folder;
    QString m_serverDatabase; ///< Its name on the server; empty for a file.
    TenantId m_tenant;
    ManualClock m_clock{start()};
    SeededIdSource m_ids{20180502};
    std::unique_ptr<LockboxService> m_door;
};

} // namespace lockbox::test
