#include "app/cli/commands/logprovecommand.h"

#include "app/cli/files.h"
#include "core/audit/tlogproof.h"

#include <QJsonObject>

namespace lockbox::cli {

CLI::App *LogProveCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "prove", "Proves that an event stands in the log, to whoever has the log's public key.");
    app->add_option("SEQ", m_seq, "The event's sequence number")
        ->required()
        ->transform(wholeNumber());
    CLI::Option *file = app->add_option("-o,--output", m_file, "Into this file, which must be new")
                            ->type_name("FILE.tlog-proof")
                            ->check(notEmpty());
    app->add_flag("--force", m_force, "Replace the file if it is there")->needs(file);
    app->footer("What it proves is the leaf: \"lockbox log show SEQ --raw\". \"lockbox log "
                "verify-proof\" checks it\nwithout the store.\n\n"
                "Example:\n  lockbox --as admin@contoso.com log prove 5 -o event5.tlog-proof");
    return app;
}

static QJsonObject document(qint64 seq, const audit::TlogProof &proof,
                            const audit::Checkpoint &checkpoint)
{
    return {{QStringLiteral("seq"), seq},
            {QStringLiteral("index"), qint64(proof.index)},
            {QStringLiteral("origin"), QString::fromUtf8(checkpoint.origin)},
            {QStringLiteral("size"), qint64(checkpoint.size)},
            {QStringLiteral("proof"), QString::fromUtf8(proof.toBytes())}};
}

Result<void> LogProveCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto note = door->service->checkpoint(door->session);
    if (!note)
        return failure(note);
    const auto bytes = door->service->proof(door->session, m_seq, *note);
    if (!bytes)
        return failure(bytes);
    const auto proof = audit::TlogProof::parse(*bytes);
    if (!proof)
        return failure(proof);
    const auto checkpoint = audit::readCheckpoint(proof->checkpoint);
    if (!checkpoint)
        return failure(checkpoint);
    const QString file = text(m_file);
    if (!file.isEmpty()) {
        if (auto ok = writeFile(file, *bytes, m_force); !ok)
            return ok;
    }
    Output &output = context.output();
    QJsonObject json = document(m_seq, *proof, *checkpoint);
    json.insert(QStringLiteral("file"), file.isEmpty() ? QJsonValue() : QJsonValue(file));
    output.document(json);
    if (file.isEmpty())
        output.exactly(*bytes);
    else
        output.words(QStringLiteral("%1 proves that event %2 is one of the first %3 of %4.")
                         .arg(file, QString::number(m_seq), QString::number(checkpoint->size),
                              QString::fromUtf8(checkpoint->origin)));
    return {};
}

} // namespace lockbox::cli
