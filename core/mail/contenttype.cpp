#include "core/mail/contenttype.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

bool ContentType::hasOnly(const QList<QByteArray> &names) const
{
    return std::ranges::all_of(parameters.keys(),
                               [&](const QByteArray &name) { return names.contains(name); });
}

std::optional<ContentType> parseContentType(const QByteArray &value)
{
    constexpr qsizetype longest = 1'000;
    static const QRegularExpression type(
        QStringLiteral("\\A([A-Za-z]+/[A-Za-z0-9.+-]+)[ \\t]*(?=;|\\z)"));
    static const QRegularExpression parameter(
        QStringLiteral("\\G;[ \\t]*([A-Za-z0-9-]+)="
                       "(?:\"([^\"\\\\]*)\"|([^ \\t\"()<>@,;:\\\\/\\[\\]?=]+))[ \\t]*(?=;|\\z)"));
    const QString latin = QString::fromLatin1(value.left(longest + 1));
    const auto start = type.match(latin);
    if (!start.hasMatch() || value.size() > longest)
        return std::nullopt;
    ContentType result{.type = start.captured(1).toLower().toLatin1()};
    qsizetype done = start.capturedEnd();
    for (auto it = parameter.globalMatch(latin, done); it.hasNext();) {
        const auto match = it.next();
        done = match.capturedEnd();
        const QByteArray name = match.captured(1).toLower().toLatin1();
        if (result.parameters.contains(name))
            return std::nullopt;
        result.parameters[name] = (match.captured(2) + match.captured(3)).toLatin1();
    }
    return done == latin.size() ? std::optional(result) : std::nullopt;
}

} // namespace lockbox
