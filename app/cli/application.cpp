#include "app/cli/application.h"

#include "app/cli/arguments.h"
#include "app/cli/commandline.h"
#include "app/cli/commandwords.h"
#include "app/cli/exitcode.h"
#include "app/cli/portalverbs.h"

namespace lockbox::cli {

namespace {

int end(Output &output, const Result<void> &done, const QString &hint)
{
    if (!done) {
        const bool isUsage = exitCodeOf(done.error().code) == UsageError;
        (void)output.flush();
        output.complain(done.error(), isUsage ? hint : QString());
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

} // namespace

QString Application::hintFor(const QStringList &arguments) const
{
    QString path;
    for (qsizetype place : wordPlaces(arguments)) {
        const QString longer =
            path.isEmpty() ? arguments.at(place) : path + QLatin1Char(' ') + arguments.at(place);
        const QStringList known = CommandLine(m_commands).paths();
        const bool leads = std::any_of(known.begin(), known.end(), [&](const QString &one) {
            return one == longer || one.startsWith(longer + QLatin1Char(' '));
        });
        if (!leads)
            break;
        path = longer;
    }
    return QStringLiteral("See: lockbox %1--help")
        .arg(path.isEmpty() ? path : path + QLatin1Char(' '));
}

int Application::run(int argc, const char *const *argv)
{
    Output output(asksForJson(argc, argv));
    const auto given = readArguments(argc, argv);
    if (!given)
        return end(output, failure(given), {});
    const auto arguments = translatePortalVerb(*given);
    if (!arguments)
        return end(output, failure(arguments), hintFor(*given));
    CommandLine line(m_commands);
    const auto invocation = line.parse(*arguments);
    if (!invocation)
        return end(output, failure(invocation), hintFor(*arguments));
    if (!invocation->command) {
        print(output, invocation->text);
        return end(output, {}, {});
    }
    Context context(invocation->globals, output);
    return end(output, invocation->command->run(context), hintFor(*arguments));
}

} // namespace lockbox::cli
