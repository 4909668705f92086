#include "core/store/notificationstore.h"

#include <QRandomGenerator>

namespace lockbox {

static constexpr int phraseKeySize = 32;

static QByteArray newPhraseKey(bool demo)
{
    QByteArray key(phraseKeySize, '\0');
    if (!demo) {
        for (char &byte : key)
            byte = char(QRandomGenerator::system()->generate() & 0xff);
    }
    return key;
}

static void bindSettings(Statement &statement, const NotificationSettings &settings)
{
    QStringList kinds;
    for (const NoticeKind kind : settings.optional)
        kinds.append(toSlug(kind));
    statement.bind(":host", settings.host)
        .bind(":port", settings.port)
        .bind(":security", toSlug(settings.security))
        .bind(":account", settings.account)
        .bind(":sender", settings.sender)
        .bind(":time_zone", settings.timeZone)
        .bind(":kinds", kinds.join(QLatin1Char(' ')));
}

Result<void> NotificationStore::insert(qint64 tenant, bool demo)
{
    Statement statement = m_database.statement(QStringLiteral("insert_notification"));
    statement.bind(":tenant", tenant).bind(":phrase_key", newPhraseKey(demo));
    bindSettings(statement, {});
    return statement.exec();
}

static Failure damaged(const QString &why)
{
    return failure(ErrorCode::StoreDamaged,
                   QStringLiteral("how notices are sent can't be read: %1").arg(why));
}

Result<NotificationRow> NotificationStore::find(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_notification"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto found = statement.next();
    if (!found)
        return failure(found);
    if (!*found)
        return damaged(QStringLiteral("it is missing"));
    NotificationRow row;
    row.settings.host = statement.text();
    row.settings.port = int(statement.integer());
    const auto security = parseMailSecurity(statement.text());
    if (!security)
        return damaged(security.error().message);
    row.settings.security = *security;
    row.settings.account = statement.text();
    row.settings.sender = statement.text();
    row.settings.timeZone = statement.text();
    row.settings.optional.clear();
    for (const QString &slug : statement.text().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto kind = parseNoticeKind(slug);
        if (!kind)
            return damaged(kind.error().message);
        row.settings.optional.insert(*kind);
    }
    row.phraseKey = statement.blob();
    return row;
}

Result<void> NotificationStore::update(qint64 tenant, const NotificationSettings &settings)
{
    Statement statement = m_database.statement(QStringLiteral("update_notification"));
    statement.bind(":tenant", tenant);
    bindSettings(statement, settings);
    return statement.exec();
}

} // namespace lockbox
