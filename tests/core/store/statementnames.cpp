#include "tests/core/store/statementnames.h"

#include "core/store/eventparts.h"
#include "core/store/outboxstore.h"
#include "core/store/requestquery.h"

#include <QDirIterator>
#include <QFileInfo>

namespace lockbox::test {

SqlParts someParts()
{
    SqlParts parts =
        listParts({.states = {RequestState::Pending}}, {}, PagePosition{}, Stretch::SameValue);
    parts.insert(
        eventParts({.kinds = {EventKind::UserAdded}, .from = Timestamp(), .until = Timestamp()},
                   {QStringLiteral("word")}));
    parts.insert(QStringLiteral("table"), QStringLiteral("request"));
    parts.insert(outboxParts({}, std::nullopt));
    parts.insert(QStringLiteral("roles"), QStringLiteral("'manager', 'engineer'"));
    parts.insert(searchParts({.states = {RequestState::Pending}}, {}, PagePosition{}));
    return parts;
}

QStringList statementNames(Engine engine)
{
    QStringList names;
    for (const char *folder : {"common", engine == Engine::Sqlite ? "sqlite" : "postgres"}) {
        QDirIterator it(QStringLiteral(":/lockbox/store/sql/") + QLatin1String(folder),
                        {QStringLiteral("*.sql")});
        while (it.hasNext())
            names.append(QFileInfo(it.next()).completeBaseName());
    }
    // Parts of others, and the script.
    for (const char *part :
         {"request_columns", "client_columns", "outbox_columns", "outbox_tables", "search_stretch",
          "search_key", "off_index", "like", "is_account", "is_reference", "is_recipient",
          "reference_order", "after_reference", "returning_key", "returning_tenant", "schema"})
        names.removeOne(QLatin1String(part));
    return names;
}

} // namespace lockbox::test
