#include "core/api/conditions.h"

#include "core/wire/tag.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace lockbox::api {

namespace {

constexpr const char *tagged[] = {"/v1/account", "/v1/users/{user}", "/v1/policy",
                                  "/v1/notifications", "/v1/requests/{request}"};
constexpr const char *parents[] = {"/v1/users/{user}/", "/v1/requests/{request}/"};

bool isGet(const Route &route)
{
    return qstrcmp(route.method, "GET") == 0;
}

/// The tags of a header field; "*" alone stands for any.
Result<QList<QByteArray>> tagsIn(const Question &question, const char *header)
{
    static const QRegularExpression list(QStringLiteral(
        "^ *(W/)?\"[^\"\\x00-\\x20\\x7f]*\" *(, *(W/)?\"[^\"\\x00-\\x20\\x7f]*\" *)*$"));
    static const QRegularExpression one(QStringLiteral("(?:W/)?\"[^\"]*\""));
    const QString text = QString::fromLatin1(question.headers.value(header)).trimmed();
    if (text == QStringLiteral("*"))
        return QList<QByteArray>{"*"};
    if (!list.match(text).hasMatch())
        return invalid(QString::fromLatin1(header),
                       QStringLiteral("%1 is no list of entity tags such as \"abc\", and not *")
                           .arg(QLatin1String(header)));
    QList<QByteArray> tags;
    for (auto it = one.globalMatch(text); it.hasNext();)
        tags.append(it.next().captured().toLatin1());
    return tags;
}

Failure noCondition(const char *header)
{
    return invalid(QString::fromLatin1(header),
                   QStringLiteral("%1 makes no sense here").arg(QLatin1String(header)));
}

/// Weak comparison: a tag, or the same with W/ before it.
bool namesWeakly(const QList<QByteArray> &tags, const QByteArray &tag)
{
    return tags.contains("*") || tags.contains(tag) || tags.contains("W/" + tag);
}

} // namespace

bool hasTag(const Route &route)
{
    return isGet(route) && std::ranges::any_of(tagged, [&](const char *path) {
               return qstrcmp(route.path, path) == 0;
           });
}

bool changesTagged(const Route &route)
{
    if (isGet(route))
        return false;
    const QByteArray path(route.path);
    return path == "/v1/policy" || path == "/v1/notifications"
           || std::ranges::any_of(parents,
                                  [&](const char *parent) { return path.startsWith(parent); });
}

Result<QList<QByteArray>> conditionsOf(const Route &route, const Question &question)
{
    if (question.headers.contains("if-none-match")) {
        if (!hasTag(route))
            return noCondition("if-none-match");
        if (const auto tags = tagsIn(question, "if-none-match"); !tags)
            return failure(tags);
    }
    if (!question.headers.contains("if-match"))
        return QList<QByteArray>();
    const auto tags = tagsIn(question, "if-match");
    if (!tags)
        return failure(tags);
    if (!hasTag(route) && !changesTagged(route))
        return noCondition("if-match");
    return tags;
}

Answer withTag(const Question &question, Answer answer)
{
    if (answer.status != 200)
        return answer;
    const QByteArray tag = wire::tagOf(QJsonDocument::fromJson(answer.body).object());
    if (question.headers.contains("if-match")) {
        const auto tags = tagsIn(question, "if-match");
        if (tags && !tags->contains("*") && !tags->contains(tag))
            return problem({.code = ErrorCode::ChangedMeanwhile,
                            .message = QStringLiteral("it is not what you have seen any more")});
    }
    if (question.headers.contains("if-none-match")) {
        const auto tags = tagsIn(question, "if-none-match");
        if (tags && namesWeakly(*tags, tag))
            answer = {.status = 304};
    }
    answer.headers.emplace_back("ETag", tag);
    return answer;
}

} // namespace lockbox::api
