#include "app/cli/deliverywords.h"

#include "app/cli/texttable.h"
#include "app/cli/timewords.h"
#include "core/base/timetext.h"

#include <QJsonArray>

#include <ranges>

namespace lockbox::cli {

static QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject toJson(const Delivery &delivery)
{
    return {{QStringLiteral("id"), delivery.id},
            {QStringLiteral("kind"), toSlug(delivery.kind)},
            {QStringLiteral("request"),
             delivery.request.isNull() ? QJsonValue() : QJsonValue(delivery.request.toString())},
            {QStringLiteral("reference"), orNull(delivery.reference)},
            {QStringLiteral("recipient"), delivery.recipient},
            {QStringLiteral("address"), orNull(delivery.address)},
            {QStringLiteral("state"), toSlug(delivery.state)},
            {QStringLiteral("attempts"), delivery.attempts},
            {QStringLiteral("createdAt"), toRfc3339(delivery.createdAt)},
            {QStringLiteral("changedAt"), toRfc3339(delivery.changedAt)},
            {QStringLiteral("nextAt"),
             delivery.nextAt ? QJsonValue(toRfc3339(*delivery.nextAt)) : QJsonValue()},
            {QStringLiteral("giveUpAt"), toRfc3339(delivery.giveUpAt)},
            {QStringLiteral("words"), orNull(delivery.words)},
            {QStringLiteral("messageId"), delivery.messageId}};
}

QJsonArray toJson(const std::vector<Delivery> &deliveries)
{
    QJsonArray values;
    for (const Delivery &delivery : deliveries)
        values.append(toJson(delivery));
    return values;
}

QJsonObject toJson(const SendTally &tally)
{
    return {{QStringLiteral("sent"), tally.sent},
            {QStringLiteral("failed"), tally.failed},
            {QStringLiteral("undeliverable"), tally.undeliverable}};
}

static QString slugOf(MailVerdict::Kind kind)
{
    switch (kind) {
    case MailVerdict::Kind::Genuine: return QStringLiteral("genuine");
    case MailVerdict::Kind::Altered: return QStringLiteral("altered");
    case MailVerdict::Kind::Unknown: break;
    }
    return QStringLiteral("unknown");
}

QJsonObject toJson(const MailVerdict &verdict)
{
    QJsonArray differences;
    for (const auto &difference : verdict.differences)
        differences.append(QJsonObject{{QStringLiteral("field"), difference.field},
                                       {QStringLiteral("expected"), difference.expected},
                                       {QStringLiteral("found"), difference.found}});
    return {{QStringLiteral("verdict"), slugOf(verdict.kind)},
            {QStringLiteral("explanation"), verdict.explanation},
            {QStringLiteral("delivery"),
             verdict.delivery ? QJsonValue(toJson(*verdict.delivery)) : QJsonValue()},
            {QStringLiteral("differences"), differences}};
}

QString tallyText(const SendTally &tally)
{
    QStringList parts{QStringLiteral("%1 sent").arg(tally.sent)};
    if (tally.failed > 0)
        parts.append(QStringLiteral("%1 will be tried again").arg(tally.failed));
    if (tally.undeliverable > 0)
        parts.append(QStringLiteral("%1 undeliverable").arg(tally.undeliverable));
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

static Tone toneOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Sent: return Tone::Good;
    case DeliveryState::Failed:
    case DeliveryState::Undeliverable: return Tone::Bad;
    case DeliveryState::Suppressed: return Tone::Quiet;
    default: return Tone::Waiting;
    }
}

QString failuresText(const std::vector<Delivery> &failures, bool coloured)
{
    constexpr size_t most = 20;
    TextTable table;
    for (const Delivery &delivery : failures | std::views::take(most)) {
        const bool hasAddress = !delivery.address.isEmpty();
        table.add({{hasAddress ? delivery.address : delivery.recipient},
                   {toSlug(delivery.kind)},
                   {toSlug(delivery.state), toneOf(delivery.state)},
                   {delivery.words}});
    }
    QString text = table.toText(coloured);
    if (failures.size() > most)
        text += QStringLiteral("and %1 more: lockbox outbox list --state failed,undeliverable\n")
                    .arg(failures.size() - most);
    return text;
}

QString differencesText(const MailVerdict &verdict)
{
    QStringList lines;
    for (const auto &difference : verdict.differences)
        lines.append(QStringLiteral("%1: it should be \"%2\", and is \"%3\"")
                         .arg(difference.field, difference.expected, difference.found));
    return lines.join(QLatin1Char('\n'));
}

static QString stateText(const Delivery &delivery)
{
    if (delivery.state == DeliveryState::Failed)
        return QStringLiteral("failed, again %1").arg(utcText(*delivery.nextAt));
    if (delivery.state == DeliveryState::Queued && delivery.nextAt > delivery.createdAt)
        return QStringLiteral("queued until %1").arg(utcText(*delivery.nextAt));
    return toSlug(delivery.state);
}

/// The address stays the one that the notice was written for.
static QString whereTo(const Delivery &delivery)
{
    return delivery.address.isEmpty()
               ? delivery.recipient
               : QStringLiteral("%1 <%2>").arg(delivery.recipient, delivery.address);
}

void sayDelivery(Output &output, const Delivery &delivery)
{
    output.document(toJson(delivery));
    output.words(QStringLiteral("Notice %1 to %2 is %3.")
                     .arg(QString::number(delivery.id), whereTo(delivery), toSlug(delivery.state)));
}

QString noticesText(const std::vector<Delivery> &deliveries, int indent, bool coloured)
{
    TextTable table;
    for (const Delivery &delivery : deliveries)
        table.add({{QString(indent, u' ') + utcText(delivery.createdAt), Tone::Quiet},
                   {toSlug(delivery.kind)},
                   {whereTo(delivery)},
                   {stateText(delivery), toneOf(delivery.state)},
                   {delivery.words}});
    return table.toText(coloured);
}

void sayDeliveries(Output &output, const std::vector<Delivery> &deliveries, int limit)
{
    TextTable table({QStringLiteral("ID"), QStringLiteral("WRITTEN (UTC)"),
                     QStringLiteral("NOTICE"), QStringLiteral("REQUEST"),
                     QStringLiteral("RECIPIENT"), QStringLiteral("ADDRESS"),
                     QStringLiteral("STATE"), QStringLiteral("WORDS")});
    for (const Delivery &delivery : deliveries) {
        table.add({{QString::number(delivery.id)},
                   {utcText(delivery.createdAt)},
                   {toSlug(delivery.kind)},
                   {delivery.reference},
                   {delivery.recipient},
                   {delivery.address.isEmpty() ? QStringLiteral("none") : delivery.address},
                   {stateText(delivery), toneOf(delivery.state)},
                   {delivery.words}});
    }
    const bool mayBeMore = std::cmp_equal(deliveries.size(), limit);
    output.document(
        {{QStringLiteral("value"), toJson(deliveries)},
         {QStringLiteral("next"), mayBeMore ? QJsonValue(deliveries.back().id) : QJsonValue()}});
    if (deliveries.empty())
        output.words(QStringLiteral("No notices."));
    else
        output.painted(table.toText(output.isColoured(), output.columns()));
    if (mayBeMore)
        output.words(QStringLiteral("There may be more: --before %1").arg(deliveries.back().id));
}

void sayLetter(Output &output, const Letter &letter)
{
    QJsonObject json = toJson(letter.delivery);
    json.insert(QStringLiteral("from"), letter.from);
    json.insert(QStringLiteral("subject"), letter.subject);
    json.insert(QStringLiteral("text"), letter.text);
    json.insert(QStringLiteral("html"), letter.html);
    json.insert(QStringLiteral("phrase"), letter.phrase);
    output.document(json);
    TextTable table;
    const auto line = [&](const char *name, const QString &value, Tone tone = Tone::Plain) {
        table.add({{QString::fromLatin1(name), Tone::Quiet}, {value, tone}});
    };
    const Delivery &delivery = letter.delivery;
    line("State", stateText(delivery), toneOf(delivery.state));
    if (!delivery.words.isEmpty())
        line("Words", delivery.words);
    line("Attempts", QString::number(delivery.attempts));
    line("From", letter.from);
    line("To", QStringLiteral("%1 <%2>").arg(delivery.recipientName, delivery.address));
    line("Subject", letter.subject);
    line("Message-ID", delivery.messageId);
    output.painted(table.toText(output.isColoured()));
    output.words(QLatin1Char('\n') + letter.text.trimmed());
}

static QStringList kindSlugs(const NotificationSettings &settings)
{
    QStringList slugs;
    for (const NoticeKind kind : settings.optional)
        slugs.append(toSlug(kind));
    return slugs;
}

Result<void> sayNotifications(Output &output, const Door &door,
                              const Result<NotificationSettings> &settings)
{
    if (!settings)
        return failure(settings);
    const QStringList kinds = kindSlugs(*settings);
    const QString missing = door.demo ? QString() : settings->incompleteReason();
    output.document({{QStringLiteral("host"), orNull(settings->host)},
                     {QStringLiteral("port"), settings->port},
                     {QStringLiteral("security"), toSlug(settings->security)},
                     {QStringLiteral("account"), orNull(settings->account)},
                     {QStringLiteral("sender"), orNull(settings->sender)},
                     {QStringLiteral("timeZone"), orNull(settings->timeZone)},
                     {QStringLiteral("notices"), QJsonArray::fromStringList(kinds)},
                     {QStringLiteral("missing"), orNull(missing)}});
    TextTable table;
    const auto line = [&](const char *name, const QString &value) {
        table.add({{QString::fromLatin1(name), Tone::Quiet},
                   {value.isEmpty() ? QStringLiteral("not set") : value}});
    };
    line("host", settings->host);
    line("port", QString::number(settings->port));
    line("security", toSlug(settings->security));
    line("account", settings->account);
    line("sender", settings->sender);
    line("time-zone", settings->timeZone);
    line("notices", kinds.isEmpty() ? QStringLiteral("none") : kinds.join(QStringLiteral(", ")));
    output.painted(table.toText(output.isColoured()));
    if (door.demo)
        output.words(QStringLiteral("Nothing leaves a demo store: its notices arrive in the "
                                    "approver's inbox."));
    else if (!missing.isEmpty())
        output.painted(toned(QStringLiteral("No notice can be sent: %1.").arg(missing), Tone::Bad,
                             output.isColoured()));
    return {};
}

} // namespace lockbox::cli
