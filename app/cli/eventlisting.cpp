#include "app/cli/eventlisting.h"

#include "app/cli/eventwords.h"
#include "app/cli/texttable.h"
#include "app/cli/timewords.h"
#include "core/service/wirejson.h"

#include <QJsonArray>

namespace lockbox::cli {

static QJsonObject listDocument(const EventListing &listing)
{
    QJsonArray values;
    for (const Event &event : listing.events) {
        QJsonObject json = toJson(event);
        if (!listing.leafHashes.isEmpty())
            json.insert(QStringLiteral("leafHash"),
                        QString::fromLatin1(listing.leafHashes.at(values.size())));
        values.append(json);
    }
    return wire::toList(values, listing.next);
}

static TextTable historyTable(const EventListing &listing)
{
    TextTable table({QStringLiteral("SEQ"), QStringLiteral("TIME (UTC)"),
                     QStringLiteral("REFERENCE"), QStringLiteral("WHAT")});
    for (const Event &event : listing.events) {
        table.add({{QString::number(event.seq)},
                   {utcText(event.at).left(19), Tone::Quiet},
                   {event.reference},
                   {sentence(event)}});
    }
    return table;
}

/// Nobody made the store, and what came with it.
static QString actorText(const Event &event)
{
    const bool isTimely =
        event.kind == EventKind::RequestExpired || event.kind == EventKind::AccessCompleted;
    return event.actor.isEmpty() && isTimely ? QStringLiteral("the clock") : event.actor;
}

static TextTable logTable(const EventListing &listing)
{
    constexpr int digits = 8;
    TextTable table({QStringLiteral("SEQ"), QStringLiteral("TIME (UTC)"), QStringLiteral("LEAF"),
                     QStringLiteral("ACTOR"), QStringLiteral("ROLE"), QStringLiteral("REFERENCE"),
                     QStringLiteral("WHAT")});
    for (const Event &event : listing.events) {
        const QByteArray hash = listing.leafHashes.at(&event - listing.events.data());
        table.add({{QString::number(event.seq)},
                   {utcText(event.at).left(19), Tone::Quiet},
                   {QString::fromLatin1(hash.left(digits)), Tone::Quiet},
                   {actorText(event)},
                   {event.actorRole ? displayName(*event.actorRole) : QString()},
                   {event.reference},
                   {deed(event)}});
    }
    return table;
}

void sayEvents(Output &output, const EventListing &listing)
{
    if (output.isJson())
        return output.document(listDocument(listing));
    if (listing.events.empty()) {
        output.words(QStringLiteral("No events."));
    } else {
        const TextTable table =
            listing.leafHashes.isEmpty() ? historyTable(listing) : logTable(listing);
        output.painted(table.toText(output.isColoured(), output.columns()));
    }
    if (!listing.next.isEmpty())
        output.words(QStringLiteral("There are more: --after %1").arg(listing.next));
}

} // namespace lockbox::cli
