#include "core/service/logverifier.h"

#include <algorithm>

namespace lockbox {

LogVerifier::Step LogVerifier::checkHead()
{
    if (qint64(m_tree.size()) < m_total) {
        m_leaf = {.seq = qint64(m_tree.size()) + 1};
        return wrongLeaf(QStringLiteral("seq"),
                         QStringLiteral("it is missing; the log has %1 events").arg(m_total));
    }
    if (const auto contradiction = m_replay.finish())
        return wrongLeaf(contradiction->field, contradiction->message);
    if (m_tree.root() != m_log->tree.root())
        return wrong(
            {.field = QStringLiteral("root"),
             .message = QStringLiteral("the events come to the root %1, but the log's head says %2")
                            .arg(QString::fromLatin1(audit::toBase64(m_tree.root())),
                                 QString::fromLatin1(audit::toBase64(m_log->tree.root())))});
    if (auto ok = expectStored(true); !ok || !*ok)
        return ok;
    if (m_expected.empty())
        return true;
    const Expected &beyond = m_expected.back();
    return wrong(
        {.seq = m_total + 1,
         .field = QStringLiteral("size"),
         .message = QStringLiteral("the log was rolled back or cut off: it has %1 events "
                                   "with the root %2, but %3 says that there were %4 with "
                                   "the root %5")
                        .arg(m_total)
                        .arg(QString::fromLatin1(audit::toBase64(m_tree.root())), beyond.who)
                        .arg(beyond.size)
                        .arg(QString::fromLatin1(audit::toBase64(beyond.root)))});
}

LogVerifier::Step LogVerifier::checkKey()
{
    if (m_replay.logKey() == m_log->verifier)
        return true;
    return wrong({.field = QStringLiteral("verifier"),
                  .message = QStringLiteral("the log's public key is \"%1\", but the events say "
                                            "\"%2\"")
                                 .arg(m_log->verifier, m_replay.logKey())});
}

LogVerifier::Step LogVerifier::checkOpenRequests()
{
    std::vector<AccessRequest> open(m_replay.openRequests().begin(), m_replay.openRequests().end());
    std::sort(open.begin(), open.end(), [](const AccessRequest &a, const AccessRequest &b) {
        return std::tuple(a.submittedAt, a.id.uuid()) < std::tuple(b.submittedAt, b.id.uuid());
    });
    for (const AccessRequest &request : open) {
        if (auto ok = compareRequest(request); !ok || !*ok)
            return ok;
    }
    const auto counted = checkCount(QStringLiteral("request"), m_replay.submitted());
    if (!counted || *counted)
        return counted;
    // Which one is too many says more than how many there are.
    const auto unlogged = m_rows.unloggedRequest();
    if (!unlogged)
        return failure(unlogged);
    if (!*unlogged)
        return counted;
    return wrongRequest(RequestId::fromString(**unlogged), {},
                        QStringLiteral("it stands in the store, but the log knows nothing of it"));
}

LogVerifier::Step LogVerifier::checkTenant()
{
    auto difference = m_rows.difference(m_replay.tenant(), m_replay.isDemo(), m_replay.policy());
    if (difference && !*difference)
        difference = m_rows.difference(m_replay.notifications());
    if (!difference)
        return failure(difference);
    if (!*difference) {
        if (auto ok = checkCount(QStringLiteral("notification"), 1); !ok || !*ok)
            return ok;
        return checkCount(QStringLiteral("tenant"), 1);
    }
    return wrong({.field = (*difference)->column,
                  .message = QStringLiteral("the tenant's %1 is %2, and by the log should be %3")
                                 .arg((*difference)->column, (*difference)->stored,
                                      (*difference)->expected)});
}

LogVerifier::Step LogVerifier::checkUsers()
{
    for (const User &user : m_replay.users()) {
        if (auto ok = checkUser(user); !ok || !*ok)
            return ok;
    }
    if (auto ok = checkCount(QStringLiteral("account"), qint64(m_replay.users().size()));
        !ok || !*ok)
        return ok;
    return checkCount(QStringLiteral("account_role"), m_roles);
}

LogVerifier::Step LogVerifier::checkUser(const User &user)
{
    const auto wrongUser = [&](const QString &field, const QString &message) {
        return wrong(
            {.seq = 0,
             .request = {},
             .user = user.userPrincipalName,
             .field = field,
             .message = QStringLiteral("user %1: %2").arg(user.userPrincipalName, message)});
    };
    const auto key = m_rows.accountKey(user.userPrincipalName);
    if (!key)
        return failure(key);
    if (!*key)
        return wrongUser({}, QStringLiteral("it is missing"));
    if (**key <= m_lastAccountKey)
        return wrongUser(QStringLiteral("key"),
                         QStringLiteral("its row comes before that of a user who was added "
                                        "earlier"));
    m_lastAccountKey = **key;
    const auto difference = m_rows.difference(user);
    if (!difference)
        return failure(difference);
    if (*difference)
        return wrongUser(
            (*difference)->column,
            QStringLiteral("%1 is %2, and by the log should be %3")
                .arg((*difference)->column, (*difference)->stored, (*difference)->expected));
    const auto roles = m_rows.rolesOf(**key);
    if (!roles)
        return failure(roles);
    QStringList expected = user.roles.slugs();
    expected.sort();
    m_roles += expected.size();
    if (*roles == expected)
        return true;
    const QString comma = QStringLiteral(", ");
    return wrongUser(QStringLiteral("roles"),
                     QStringLiteral("the roles are \"%1\", and by the log should be \"%2\"")
                         .arg(roles->join(comma), expected.join(comma)));
}

LogVerifier::Step LogVerifier::checkCounts()
{
    const auto difference = m_rows.wrongCount();
    if (!difference)
        return failure(difference);
    if (*difference)
        return wrong({.field = QStringLiteral("requests"),
                      .message = QStringLiteral("the kept number of requests (%1) is %2, and "
                                                "should be %3")
                                     .arg((*difference)->column, (*difference)->stored,
                                          (*difference)->expected)});
    if (auto ok = checkCount(QStringLiteral("event"), m_total); !ok || !*ok)
        return ok;
    if (auto ok = checkCount(QStringLiteral("log"), 1); !ok || !*ok)
        return ok;
    if (auto ok = checkCount(QStringLiteral("log_checkpoint"), m_checkpoints); !ok || !*ok)
        return ok;
    if (auto ok = checkCount(QStringLiteral("log_node"), m_nodes); !ok || !*ok)
        return ok;
    // Rows are found and counted through indexes, so these must hold all rows. Last, for it names
    // no field.
    const auto sound = m_database.checkIntegrity();
    if (!sound && sound.error().code != ErrorCode::StoreDamaged)
        return failure(sound);
    return sound ? Step(true)
                 : wrong({.field = QStringLiteral("file"), .message = sound.error().message});
}

LogVerifier::Step LogVerifier::checkCount(const QString &table, qint64 expected)
{
    const auto count = m_rows.count(table);
    if (!count)
        return failure(count);
    if (*count == expected)
        return true;
    return wrong({.field = table,
                  .message = QStringLiteral("the table %1 has %2 rows, and by the log should have "
                                            "%3")
                                 .arg(table)
                                 .arg(*count)
                                 .arg(expected)});
}

} // namespace lockbox
