#include "app/cli/commands/evidenceexportcommand.h"

#include "app/cli/evidencewords.h"
#include "app/cli/interruption.h"
#include "app/cli/timewords.h"
#include "core/print/pdf.h"

namespace lockbox::cli {

CLI::App *EvidenceExportCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "export",
        "Writes a folder that proves to anybody what the log says of a request or a time.");
    CLI::Option *request = app->add_option("--request", m_request,
                                           "What this request has gone through: its id or "
                                           "reference number")
                               ->type_name("ID")
                               ->check(notEmpty());
    for (const auto &[option, value, text] :
         {std::tuple("--from", &m_from, "What happened then or later: RFC 3339, or a date in UTC"),
          std::tuple("--until", &m_until, "What happened before, or until a date's end in UTC")})
        app->add_option(option, *value, text)
            ->type_name("TIME")
            ->excludes(request)
            ->check(notEmpty());
    app->add_option("-o,--output", m_folder, "The folder; it must not be there yet, or be empty")
        ->required()
        ->type_name("DIR")
        ->check(notEmpty());
    app->add_flag("--no-pdf", m_noPdf,
                  "Leave out the PDF: it takes long where there are many events");
    app->footer("The folder holds the events, a proof for each, the signed checkpoint, the public "
                "key, a report to\nbe read, and VERIFY.md, which tells how to check it all.\n\n"
                "Examples:\n  lockbox --as admin@contoso.com evidence export --request EXSR359123 "
                "-o EXSR359123-evidence\n"
                "  lockbox --as admin@contoso.com evidence export --from 2026-01-01 --until "
                "2026-03-31 -o 2026-q1");
    return app;
}

Result<EvidenceScope> EvidenceExportCommand::scope() const
{
    EvidenceScope scope;
    if (!m_request.empty())
        scope.request = text(m_request);
    const std::tuple<const std::string &, OfDay, const char *, std::optional<Timestamp> &> times[] =
        {{m_from, OfDay::Start, "from", scope.from}, {m_until, OfDay::End, "until", scope.until}};
    for (const auto &[value, ofDay, option, time] : times) {
        if (value.empty())
            continue;
        const auto moment = parseMoment(text(value), ofDay, QString::fromLatin1(option));
        if (!moment)
            return failure(moment);
        time = *moment;
    }
    if (!scope.request && !scope.from && !scope.until)
        return invalid(QStringLiteral("request"),
                       QStringLiteral("nothing is named to be exported: give --request ID, or "
                                      "--from, --until or both"));
    return scope;
}

Result<EvidenceSummary> EvidenceExportCommand::exported(const Door &door,
                                                        const EvidenceScope &scope,
                                                        Output &output) const
{
    const Interruption interruption;
    std::optional<PrintingWithoutDisplay> printing;
    if (!m_noPdf)
        printing.emplace();
    EvidenceRemarks remarks(output);
    return exportEvidence(*door.service, door.session, scope, text(m_folder),
                          m_noPdf ? PdfPrinter() : printPdf,
                          [&](EvidenceStep step, qint64 done, qint64 total) {
                              remarks.show(step, done, total);
                              return !interruption.isWanted();
                          });
}

/// The refusal with the time that was searched.
static Failure nothingWithin(const EvidenceScope &scope, Error error)
{
    error.message += QStringLiteral(": searched was the time from %1 until %2")
                         .arg(scope.from ? utcText(*scope.from) : QStringLiteral("the beginning"),
                              scope.until ? utcText(*scope.until) : QStringLiteral("now"));
    return Failure(error);
}

Result<void> EvidenceExportCommand::run(Context &context)
{
    const auto wanted = scope();
    if (!wanted)
        return failure(wanted);
    const auto door = context.open();
    if (!door)
        return failure(door);
    Output &output = context.output();
    const auto summary = exported(*door, *wanted, output);
    if (!summary)
        return summary.error().code == ErrorCode::NotFound && !wanted->request
                   ? nothingWithin(*wanted, summary.error())
                   : failure(summary);
    output.document(toJson(*summary));
    output.words(exportedText(*summary));
    return {};
}

} // namespace lockbox::cli
