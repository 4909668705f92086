#include "app/cli/logwords.h"

#include "core/base/timetext.h"

namespace lockbox::cli {

static QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString logKeyFile(const LogState &state, const LocalOptions &options)
{
    const auto key = audit::VerifierKey::parse(state.verifierKey.toUtf8());
    return key ? logKeyPath(options, *key) : QString();
}

QString countText(qint64 events)
{
    return events == 1 ? QStringLiteral("1 event") : QStringLiteral("%1 events").arg(events);
}

QJsonObject toJson(const LogHead &head)
{
    return {{QStringLiteral("origin"), head.origin},
            {QStringLiteral("size"), head.size},
            {QStringLiteral("root"), head.root}};
}

QJsonValue toJson(const std::optional<LogAlarm> &alarm)
{
    if (!alarm)
        return {};
    return QJsonObject{{QStringLiteral("message"), alarm->message},
                       {QStringLiteral("pinned"), toJson(alarm->pinned)},
                       {QStringLiteral("present"), toJson(alarm->present)}};
}

QJsonObject toJson(const LogState &state)
{
    QJsonObject json = toJson(state.head);
    json.insert(QStringLiteral("signedSize"), state.signedSize);
    json.insert(QStringLiteral("verifierKey"), orNull(state.verifierKey));
    json.insert(QStringLiteral("canSign"), state.canSign);
    json.insert(QStringLiteral("cannotSignReason"), orNull(state.cannotSignReason));
    json.insert(QStringLiteral("pinned"),
                state.pinned ? QJsonValue(toJson(*state.pinned)) : QJsonValue());
    json.insert(QStringLiteral("pinTrouble"), orNull(state.pinTrouble));
    json.insert(QStringLiteral("alarm"), toJson(state.alarm));
    return json;
}

QJsonObject toJson(const LogVerification &verification)
{
    QJsonObject json = toJson(verification.head);
    json.insert(QStringLiteral("signedSize"), verification.signedSize);
    json.insert(QStringLiteral("verifierKey"), orNull(verification.verifierKey));
    json.insert(QStringLiteral("isPinned"), verification.isPinned);
    json.insert(QStringLiteral("at"), toRfc3339(verification.at));
    return json;
}

QString headText(const LogHead &head)
{
    if (head.origin.isEmpty())
        return QStringLiteral("unknown");
    return QStringLiteral("%1, root %2").arg(countText(head.size), head.root);
}

QString signedText(qint64 signedSize, qint64 size)
{
    if (signedSize <= 0)
        return QStringLiteral("not at all");
    if (signedSize >= size)
        return QStringLiteral("up to event %1, all of them").arg(signedSize);
    return QStringLiteral("up to event %1, not the %2 behind it")
        .arg(signedSize)
        .arg(size - signedSize);
}

} // namespace lockbox::cli
