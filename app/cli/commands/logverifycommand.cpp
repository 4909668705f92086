#include "app/cli/commands/logverifycommand.h"

#include "app/cli/files.h"
#include "app/cli/interruption.h"
#include "app/cli/logwords.h"
#include "app/cli/texttable.h"
#include "app/cli/walkprogress.h"
#include "core/audit/checkpoint.h"

namespace lockbox::cli {

CLI::App *LogVerifyCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "verify", "Recomputes the whole log, and says whether anything was changed behind it.");
    app->add_option("--checkpoint", m_checkpoint,
                    "A checkpoint that was put away earlier: the log must go on from there")
        ->type_name("FILE")
        ->check(notEmpty());
    app->add_option("--key", m_key,
                    "The verifier key that must have signed, or a file with it (else the store's)")
        ->type_name("VKEY")
        ->check(notEmpty());
    app->footer("Ends with 0 where all is as it should be; with 7 it names the first thing that "
                "is wrong.\nNobody need be named who acts: whoever has the file may verify it.\n\n"
                "Examples:\n  lockbox --store contoso.lockbox log verify\n"
                "  lockbox --store contoso.lockbox log verify --key contoso.vkey "
                "--checkpoint january.checkpoint");
    return app;
}

Result<LogTrust> LogVerifyCommand::trust() const
{
    LogTrust trust;
    if (!m_checkpoint.empty()) {
        const QString option = QStringLiteral("checkpoint");
        const auto bytes = readFile(text(m_checkpoint), option);
        if (!bytes)
            return failure(bytes);
        if (const auto read = audit::readCheckpoint(*bytes); !read)
            return invalid(option, QStringLiteral("%1 is no checkpoint: %2")
                                       .arg(text(m_checkpoint), read.error().message));
        trust.checkpoint = *bytes;
    }
    if (!m_key.empty()) {
        const auto key = readVerifierKey(text(m_key), QStringLiteral("key"));
        if (!key)
            return failure(key);
        trust.verifierKey = QString::fromUtf8(key->toText());
    }
    return trust;
}

static Failure broken(Output &output, const LogFinding &finding)
{
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    output.setAside({.hint = {},
                     .parts = {{QStringLiteral("seq"),
                                finding.seq > 0 ? QJsonValue(finding.seq) : QJsonValue()},
                               {QStringLiteral("request"), orNull(finding.request)},
                               {QStringLiteral("user"), orNull(finding.user)}}});
    return Failure(
        Error{.code = ErrorCode::LogBroken, .message = finding.message, .field = finding.field});
}

/// "january.checkpoint, signed when it held 1204 events"
static QString checkpointText(const QByteArray &checkpoint, const QString &path)
{
    if (checkpoint.isEmpty())
        return QStringLiteral("none was given: --checkpoint FILE holds it against one that was put "
                              "away earlier");
    const auto read = audit::readCheckpoint(checkpoint);
    return read ? QStringLiteral("goes on from %1, signed when it held %2")
                      .arg(path, countText(qint64(read->size)))
                : path;
}

QString LogVerifyCommand::card(const LogVerification &verification, const LogTrust &trust,
                               bool coloured) const
{
    TextTable table;
    const auto field = [&](const QString &name, const QString &value) {
        table.add({{name, Tone::Quiet}, {value}});
    };
    field(QStringLiteral("Log"), verification.head.origin);
    field(QStringLiteral("Root"), verification.head.root);
    field(QStringLiteral("Signed"), signedText(verification.signedSize, verification.head.size));
    if (!verification.verifierKey.isEmpty())
        field(QStringLiteral("By"), verification.verifierKey);
    if (!trust.verifierKey.isEmpty())
        field(QStringLiteral("Key"),
              QStringLiteral("the one given with --key %1").arg(text(m_key)));
    else
        field(QStringLiteral("Key"),
              verification.verifierKey.isEmpty()
                  ? QStringLiteral("none: the log has no key")
                  : QStringLiteral("the store's own; --key VKEY holds it against one that is kept "
                                   "elsewhere"));
    field(QStringLiteral("Checkpoint"), checkpointText(trust.checkpoint, text(m_checkpoint)));
    field(QStringLiteral("Last seen"), verification.isPinned
                                           ? QStringLiteral("held against what was last seen here")
                                           : QStringLiteral("this store was not seen here before"));
    return table.toText(coloured);
}

void LogVerifyCommand::say(Output &output, const LogVerification &verification,
                           const LogTrust &trust) const
{
    QJsonObject json = toJson(verification);
    json.insert(QStringLiteral("ok"), true);
    output.document(json);
    output.painted(toned(QStringLiteral("All right: %1, and requests, users and settings are what "
                                        "they tell.")
                             .arg(countText(verification.head.size)),
                         Tone::Good, output.isColoured()));
    output.painted(card(verification, trust, output.isColoured()));
}

static Result<LogVerification> verify(const Context &context, const LogTrust &trust)
{
    const Interruption interruption;
    WalkProgress shown(context.output(), QStringLiteral("verifying"));
    const auto progress = [&](qint64 done, qint64 total) {
        shown.show(done, total);
        return !interruption.isWanted();
    };
    if (context.isRemote()) {
        const auto door = context.open();
        return door ? door->service->verifyLog(door->session, trust, progress) : failure(door);
    }
    const auto store = context.localStore();
    return store ? verifyLocalStore(store->path, trust, progress, store->options) : failure(store);
}

Result<void> LogVerifyCommand::run(Context &context)
{
    const auto trust = this->trust();
    if (!trust)
        return failure(trust);
    const auto verification = verify(context, *trust);
    if (!verification)
        return failure(verification);
    if (verification->finding)
        return broken(context.output(), *verification->finding);
    say(context.output(), *verification, *trust);
    return {};
}

} // namespace lockbox::cli
