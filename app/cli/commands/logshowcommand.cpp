#include "app/cli/commands/logshowcommand.h"

#include "app/cli/eventwords.h"
#include "app/cli/texttable.h"
#include "app/cli/timewords.h"
#include "core/audit/canonicaljson.h"
#include "core/audit/hash.h"

#include <QJsonDocument>

namespace lockbox::cli {

CLI::App *LogShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "show", "Shows one event: what it tells, each field, its leaf's hash and exact bytes.");
    app->add_option("SEQ", m_seq, "The event's sequence number")
        ->required()
        ->transform(wholeNumber());
    app->add_flag("--raw", m_raw, "Only the leaf's exact bytes, without a line break");
    app->footer("Examples:\n  lockbox --as admin@contoso.com log show 5\n"
                "  lockbox --as admin@contoso.com log show 5 --raw > event5.json");
    return app;
}

/// Each field with its value; objects on one line.
static QString fieldTable(const QJsonObject &json, bool coloured)
{
    TextTable table;
    const auto add = [&](const QString &name) {
        const QJsonValue value = json.value(name);
        if (value.isNull() || value.isUndefined())
            return;
        const QString text =
            value.isObject()
                ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
                : value.toVariant().toString();
        table.add({{name, Tone::Quiet}, {text}});
    };
    QStringList names = {QStringLiteral("seq"),       QStringLiteral("at"),
                         QStringLiteral("kind"),      QStringLiteral("actor"),
                         QStringLiteral("actorRole"), QStringLiteral("method"),
                         QStringLiteral("address"),   QStringLiteral("request"),
                         QStringLiteral("reference"), QStringLiteral("user")};
    for (const QString &name : json.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    std::for_each(names.begin(), names.end(), add);
    return table.toText(coloured);
}

static void sayLeaf(Output &output, qint64 seq, const QByteArray &leaf)
{
    const QString hash = QString::fromLatin1(audit::toHex(audit::leafHash(leaf)));
    const QJsonObject json = parseJson(leaf).object();
    if (output.isJson())
        return output.document(
            {{QStringLiteral("seq"), seq},
             {QStringLiteral("leafHash"), hash},
             {QStringLiteral("leaf"), json},
             {QStringLiteral("leafBytes"), QString::fromLatin1(leaf.toBase64())}});
    if (const auto event = eventFromJson(json))
        output.words(QStringLiteral("Event %1, %2: %3\n")
                         .arg(QString::number(seq), bothTimes(event->at), sentence(*event)));
    output.painted(fieldTable(json, output.isColoured()));
    output.words(QStringLiteral("\nLeaf hash  %1\nLeaf, %2 bytes:").arg(hash).arg(leaf.size()));
    output.words(QString::fromUtf8(leaf));
}

Result<void> LogShowCommand::run(Context &context)
{
    Output &output = context.output();
    if (m_raw && output.isJson())
        return invalid(QStringLiteral("raw"),
                       QStringLiteral("--raw writes bytes, --json a document: leave out one"));
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto leaf = door->service->leaf(door->session, m_seq);
    if (!leaf)
        return failure(leaf);
    if (m_raw)
        output.exactly(*leaf);
    else
        sayLeaf(output, m_seq, *leaf);
    return {};
}

} // namespace lockbox::cli
