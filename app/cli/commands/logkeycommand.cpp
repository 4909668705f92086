#include "app/cli/commands/logkeycommand.h"

#include "app/cli/logwords.h"

namespace lockbox::cli {

CLI::App *LogKeyCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "key", "Prints the log's public key, by which others verify its checkpoints and proofs.");
    app->footer(
        "Give the key to whoever shall verify by a way of its own: who can change the store "
        "can\nchange the key in it.\n\n"
        "Example:\n  lockbox --store contoso.lockbox log key > contoso.vkey");
    return app;
}

Result<void> LogKeyCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    const auto state = localLogState(store->path, store->options);
    if (!state)
        return failure(state);
    if (state->verifierKey.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("the log of %1 has no key: %2")
                                                .arg(store->path, state->cannotSignReason));
    const QString file = logKeyFile(*state, store->options);
    Output &output = context.output();
    output.document({{QStringLiteral("origin"), state->head.origin},
                     {QStringLiteral("verifierKey"), state->verifierKey},
                     {QStringLiteral("logKeyFile"), file},
                     {QStringLiteral("canSign"), state->canSign},
                     {QStringLiteral("cannotSignReason"),
                      state->canSign ? QJsonValue() : QJsonValue(state->cannotSignReason)}});
    output.words(state->verifierKey);
    // Whoever takes the output for a file wants nothing but the key in it.
    if (output.columns() > 0)
        output.words(
            state->canSign
                ? QStringLiteral("The private key is in %1.").arg(file)
                : QStringLiteral("This account can't sign here: %1.").arg(state->cannotSignReason));
    return {};
}

} // namespace lockbox::cli
