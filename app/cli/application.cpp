#include "app/cli/application.h"

#include "app/cli/arguments.h"
#include "app/cli/commandline.h"
#include "app/cli/commandwords.h"
#include "app/cli/exitcode.h"
#include "app/cli/portalverbs.h"

namespace lockbox::cli {

namespace {

/// What may help after a refusal; `usage` says where the command is explained.
QString hintFor(const Error &error, const QString &usage)
{
    const ErrorCode code = error.code;
    // Where a sign-in is too old; where there is none, Context says more.
    if (code == ErrorCode::SignInRequired && !error.field.isEmpty())
        return QStringLiteral("\"lockbox --store https://… --as UPN sign-in\" signs in anew; then "
                              "do it again.");
    if (code == ErrorCode::Ambiguous)
        return QStringLiteral("\"lockbox request list --search REFERENCE\" tells them apart.");
    return exitCodeOf(code) == UsageError ? usage : QString();
}

int end(Output &output, const Result<void> &done, const QString &usage)
{
    if (!done) {
        (void)output.flush();
        output.complain(done.error(), hintFor(done.error(), usage));
        return exitCodeOf(done.error().code);
    }
    if (output.flush())
        return Done;
    output.complain({.code = ErrorCode::Internal,
                     .message = QStringLiteral("the standard output can't be written")});
    return OtherFailure;
}

/// Help and version: for scripts, too, a document is all that is printed.
void print(Output &output, const QString &text)
{
    output.document({{QStringLiteral("text"), text}});
    output.words(text);
}

/// Where a usage error is explained: the help of the command that was meant, as far as one can tell.
QString usageFor(const QStringList &arguments, const QStringList &commands)
{
    QString path;
    for (qsizetype place : wordPlaces(arguments)) {
        const QString longer =
            path.isEmpty() ? arguments.at(place) : path + QLatin1Char(' ') + arguments.at(place);
        const bool leads = std::any_of(commands.begin(), commands.end(), [&](const QString &one) {
            return one == longer || one.startsWith(longer + QLatin1Char(' '));
        });
        if (!leads)
            break;
        path = longer;
    }
    return QStringLiteral("See: lockbox %1--help")
        .arg(path.isEmpty() ? path : path + QLatin1Char(' '));
}

} // namespace

int Application::run(int argc, const char *const *argv)
{
    Output complaints(asksForJson(argc, argv));
    const auto given = readArguments(argc, argv);
    if (!given)
        return end(complaints, failure(given), {});
    CommandLine line(m_commands);
    const QStringList known = line.paths();
    const auto arguments = translatePortalVerb(*given);
    if (!arguments)
        return end(complaints, failure(arguments), usageFor(*given, known));
    const QString usage = usageFor(*arguments, known);
    const auto invocation = line.parse(*arguments);
    if (!invocation)
        return end(complaints, failure(invocation), usage);
    Output output(invocation->globals.json);
    if (!invocation->command) {
        print(output, invocation->text);
        return end(output, {}, {});
    }
    Context context(invocation->globals, output);
    return end(output, invocation->command->run(context), usage);
}

} // namespace lockbox::cli
