#include "app/cli/commands/logverifyproofcommand.h"

#include "app/cli/files.h"

#include <QJsonObject>

namespace lockbox::cli {

CLI::App *LogVerifyProofCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "verify-proof", "Checks that an event stands in a log, without the log's store.");
    app->add_option("PROOF", m_proof, "The proof, as \"lockbox log prove\" writes it")
        ->required()
        ->type_name("FILE.tlog-proof")
        ->check(notEmpty());
    app->add_option("--key", m_key, "The log's verifier key, or a file with it")
        ->required()
        ->type_name("VKEY")
        ->check(notEmpty());
    app->add_option("--leaf", m_leaf, "The event: the leaf's exact bytes")
        ->required()
        ->type_name("FILE.json")
        ->check(notEmpty());
    app->footer("Ends with 0 where it is proved, with 7 where it is not.\n\n"
                "Example:\n  lockbox log verify-proof --key contoso.vkey event5.tlog-proof --leaf "
                "event5.json");
    return app;
}

Result<audit::TlogProof> LogVerifyProofCommand::proof() const
{
    const QString field = QStringLiteral("proof");
    const auto bytes = readFile(text(m_proof), field);
    if (!bytes)
        return failure(bytes);
    auto proof = audit::TlogProof::parse(*bytes);
    if (!proof)
        return invalid(
            field, QStringLiteral("%1 is no proof: %2").arg(text(m_proof), proof.error().message));
    if (const auto checkpoint = audit::readCheckpoint(proof->checkpoint); !checkpoint)
        return invalid(field, QStringLiteral("%1 holds no checkpoint: %2")
                                  .arg(text(m_proof), checkpoint.error().message));
    return proof;
}

Failure LogVerifyProofCommand::unproved(const Error &error, const audit::TlogProof &proof,
                                        const QByteArray &leaf, const audit::VerifierKey &key) const
{
    Error told = error;
    told.message =
        QStringLiteral("%1 does not prove %2: %3").arg(text(m_proof), text(m_leaf), error.message);
    QByteArray bare = leaf;
    while (bare.endsWith('\n') || bare.endsWith('\r'))
        bare.chop(1);
    if (bare.size() < leaf.size() && audit::verifyTlogProof(proof, audit::leafHash(bare), key))
        told.message += QStringLiteral("; it does without the line break at the end of %1, which "
                                       "is not part of the leaf")
                            .arg(text(m_leaf));
    return Failure(told);
}

Result<void> LogVerifyProofCommand::run(Context &context)
{
    const auto key = readVerifierKey(text(m_key), QStringLiteral("key"));
    if (!key)
        return failure(key);
    const auto proof = this->proof();
    if (!proof)
        return failure(proof);
    const auto leaf = readFile(text(m_leaf), QStringLiteral("leaf"));
    if (!leaf)
        return failure(leaf);
    const audit::Hash hash = audit::leafHash(*leaf);
    const auto checkpoint = audit::verifyTlogProof(*proof, hash, *key);
    if (!checkpoint)
        return unproved(checkpoint.error(), *proof, *leaf, *key);
    Output &output = context.output();
    const QString origin = QString::fromUtf8(checkpoint->origin);
    output.document(
        {{QStringLiteral("ok"), true},
         {QStringLiteral("origin"), origin},
         {QStringLiteral("size"), qint64(checkpoint->size)},
         {QStringLiteral("root"), QString::fromLatin1(audit::toBase64(checkpoint->root))},
         {QStringLiteral("index"), qint64(proof->index)},
         {QStringLiteral("seq"), qint64(proof->index) + 1},
         {QStringLiteral("leafHash"), QString::fromLatin1(audit::toHex(hash))},
         {QStringLiteral("verifierKey"), QString::fromUtf8(key->toText())}});
    output.words(
        QStringLiteral("Proved: %1 is event %2 (index %3) of the %4 of %5,\nas signed by %6")
            .arg(text(m_leaf), QString::number(proof->index + 1), QString::number(proof->index),
                 QString::number(checkpoint->size), origin, QString::fromUtf8(key->toText())));
    return {};
}

} // namespace lockbox::cli
