#pragma once

#include "core/audit/checkpoint.h"
#include "core/domain/replay.h"
#include "core/service/storelog.h"
#include "core/store/logaudit.h"

namespace lockbox {

/// One verification of a store: reads all of it and says what is wrong first. See
/// LockboxService::verifyLog().
class LogVerifier
{
public:
    LogVerifier(Database &database, const TenantRow &tenant, const std::optional<LogPin> &pin,
                const LogTrust &trust);

    /// Inside a reading transaction. InvalidArgument where `trust` is not in form.
    Result<LogVerification> run(const LogProgress &progress);

private:
    /// A size of the log at which its root must be this, and who says so.
    struct Expected {
        quint64 size = 0;
        audit::Hash root{};
        QString who;
        bool isSigned = false;
    };
    /// Goes on, stops with a finding (which is in m_finding then), or fails.
    using Step = Result<bool>;

    Step wrong(const LogFinding &finding);
    Step wrongLeaf(const QString &field, const QString &message);
    Step wrongRequest(const RequestId &request, const QString &field, const QString &message);
    Step all(const LogProgress &progress);

    Step checkSchemaText();
    Step prepare();
    Result<void> readTrust();
    Step expectPin();
    Step expectNote(const QByteArray &note, const QString &who, std::optional<qint64> size);
    Step expectCheckpoints();
    Step nextCheckpoint();
    Step unreadableCheckpoint(const Error &error);
    Step expectStored(bool isEnd);

    Step checkLeaves(const LogProgress &progress);
    Step checkLeaf();
    Step unreadableLeaf(const Error &error);
    Step checkForm(const Event &event);
    Step grow();
    Step checkRoots();
    Step replay(const Event &event);
    /// Of what concerns a request that may be over, and so is not held any more.
    Step checkMention(const Event &event);
    Step compareRequest(const AccessRequest &request);

    Step checkHead();
    Step checkKey();
    Step checkOpenRequests();
    Step checkTenant();
    Step checkUsers();
    Step checkUser(const User &user);
    Step checkCounts();
    Step checkCount(const QString &table, qint64 expected);

    Database &m_database;
    const TenantRow &m_tenant;
    const std::optional<LogPin> &m_pin;
    const LogTrust &m_trust;
    LogStore m_store;
    LogAudit m_rows;

    std::optional<audit::VerifierKey> m_key; ///< What must have signed.
    std::optional<LogRow> m_log;
    std::vector<Expected> m_expected; ///< By size, the next one last.
    std::optional<LogStore::CheckpointWalk> m_checkpointRows;
    std::optional<StoredCheckpoint> m_checkpoint; ///< The next stored one.
    qint64 m_total = 0;
    qint64 m_signedSize = 0;
    qint64 m_roles = 0;
    qint64 m_nodes = 0;
    qint64 m_checkpoints = 0;

    audit::CompactTree m_tree;
    Replay m_replay;
    LeafRow m_leaf;
    qint64 m_lastRequestKey = 0;
    qint64 m_lastAccountKey = 0;
    std::optional<LogFinding> m_finding;
};

} // namespace lockbox
