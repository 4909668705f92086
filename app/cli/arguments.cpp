#include "app/cli/arguments.h"

#include <QStringDecoder>

#include <algorithm>

namespace lockbox::cli {

static std::optional<QString> decoded(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

/// What the argument is for, as far as one can tell: the option before it, or its place.
static QString nameOf(const QStringList &before)
{
    if (!before.isEmpty() && before.last().startsWith(QLatin1Char('-')))
        return before.last();
    return QStringLiteral("argument %1").arg(before.size() + 1);
}

Result<QStringList> readArguments(int argc, const char *const *argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        const QByteArray bytes(argv[i]);
        if (const auto text = decoded(bytes)) {
            arguments.append(*text);
            continue;
        }
        QString name = nameOf(arguments);
        if (const auto option = decoded(bytes.left(bytes.indexOf('=')));
            option && bytes.startsWith("--"))
            name = *option;
        return invalid(name, QStringLiteral("%1 is not valid UTF-8").arg(name));
    }
    return arguments;
}

bool asksForJson(int argc, const char *const *argv)
{
    const auto *const end = std::find_if(
        argv, argv + argc, [](const char *argument) { return qstrcmp(argument, "--") == 0; });
    return std::any_of(argv, end, [](const char *argument) {
        return qstrcmp(argument, "--json") == 0 || qstrncmp(argument, "--json=", 7) == 0;
    });
}

} // namespace lockbox::cli
