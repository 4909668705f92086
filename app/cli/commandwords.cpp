#include "app/cli/commandwords.h"

#include "app/cli/nearest.h"
#include "app/cli/textwidth.h"

#include <algorithm>

namespace lockbox::cli {

namespace {

bool asksForText(const QString &argument)
{
    return argument == QLatin1String("-h") || argument == QLatin1String("--help")
           || argument == QLatin1String("--version");
}

/// The words that can follow `path`.
QStringList followers(const QString &path, const QStringList &commands)
{
    const QString prefix = path.isEmpty() ? QString() : path + u' ';
    QStringList words;
    for (const QString &command : commands) {
        if (command.startsWith(prefix))
            words.append(command.mid(prefix.size()).section(u' ', 0, 0));
    }
    words.removeDuplicates();
    return words;
}

/// Options that make sense before a command is complete.
const QStringList &leadingOptions()
{
    static const QStringList options = {QStringLiteral("--store"),   QStringLiteral("--as"),
                                        QStringLiteral("--log-key"), QStringLiteral("--ca"),
                                        QStringLiteral("--json"),    QStringLiteral("--help"),
                                        QStringLiteral("-h"),        QStringLiteral("--version")};
    return options;
}

bool isMisplacedOption(const QString &argument)
{
    return argument.startsWith(u'-') && !leadingOptions().contains(argument.section(u'=', 0, 0));
}

Failure misplacedOption(const QString &option)
{
    const QString near = nearest(option, leadingOptions());
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("unexpected argument \"%1\"; %2")
                       .arg(printable(option),
                            near.isEmpty() ? QStringLiteral("a command's options stand behind it")
                                           : QStringLiteral("did you mean %1?").arg(near)));
}

Failure unknownWord(const QString &word, const QString &path, const QStringList &known)
{
    const QString what = path.isEmpty() ? QStringLiteral("there is no command \"%1\"")
                                        : QStringLiteral("\"%2\" has no command \"%1\"");
    QString message = path.isEmpty() ? what.arg(printable(word)) : what.arg(printable(word), path);
    if (const QString near = nearest(word, known); !near.isEmpty())
        message += QStringLiteral("; did you mean \"%1\"?").arg(near);
    else
        message += QStringLiteral("; known are %1").arg(known.join(QStringLiteral(", ")));
    return failure(ErrorCode::InvalidArgument, message);
}

} // namespace

std::vector<qsizetype> wordPlaces(const QStringList &arguments)
{
    std::vector<qsizetype> places;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == QLatin1String("--"))
            break;
        if (argument == QLatin1String("--store") || argument == QLatin1String("--as")
            || argument == QLatin1String("--log-key") || argument == QLatin1String("--ca"))
            ++i;
        else if (!argument.startsWith(u'-'))
            places.push_back(i);
    }
    return places;
}

Result<void> checkWords(const QStringList &arguments, const QStringList &commands)
{
    QString path;
    for (qsizetype place : wordPlaces(arguments)) {
        const QString &word = arguments.at(place);
        const QStringList known = followers(path, commands);
        // Before a command is complete, only words of commands make sense; but this one may be the value of an option.
        if (!known.contains(word))
            return place > 0 && isMisplacedOption(arguments.at(place - 1))
                       ? misplacedOption(arguments.at(place - 1))
                       : unknownWord(word, path, known);
        path += (path.isEmpty() ? QString() : QStringLiteral(" ")) + word;
        if (commands.contains(path))
            return {};
    }
    if (std::any_of(arguments.begin(), arguments.end(), asksForText))
        return {};
    const QString where = path.isEmpty() ? QString() : QStringLiteral(" after \"%1\"").arg(path);
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("a command is missing%1: %2")
                       .arg(where, followers(path, commands).join(QStringLiteral(", "))));
}

} // namespace lockbox::cli
