#include "core/store/eventparts.h"

#include <algorithm>

namespace lockbox {

SqlParts eventParts(const EventQuery &query, const QStringList &words)
{
    const QString always = QStringLiteral("1 = 1");
    QStringList times;
    if (query.from)
        times.append(QStringLiteral("at >= :from"));
    if (query.until)
        times.append(QStringLiteral("at < :until"));
    QStringList kinds;
    for (EventKind kind : query.kinds)
        kinds.append(QStringLiteral("'%1'").arg(toSlug(kind)));
    QStringList likes;
    for (qsizetype i = 0; i < words.size(); ++i)
        likes.append(QStringLiteral("body {like} :word%1").arg(i));
    const auto joined = [&](const QStringList &parts) {
        return parts.isEmpty() ? always : parts.join(QStringLiteral(" AND "));
    };
    return {
        {QStringLiteral("times"), joined(times)},
        {QStringLiteral("kinds"),
         kinds.isEmpty() ? always
                         : QStringLiteral("event.kind IN (%1)").arg(kinds.join(QLatin1Char(',')))},
        {QStringLiteral("words"), joined(likes)},
        {QStringLiteral("direction"),
         query.newestFirst ? QStringLiteral("DESC") : QStringLiteral("ASC")},
        {QStringLiteral("against"),
         query.newestFirst ? QStringLiteral("ASC") : QStringLiteral("DESC")},
        {QStringLiteral("edge"), query.newestFirst ? QStringLiteral("max") : QStringLiteral("min")},
        {QStringLiteral("behind"), query.newestFirst ? QStringLiteral("<") : QStringLiteral(">")}};
}

QStringList plainWords(const QStringList &words)
{
    constexpr int most = 8;
    QStringList plain;
    for (const QString &word : words) {
        const bool isPlain = std::all_of(word.begin(), word.end(), [](QChar c) {
            return c.unicode() < 128
                   && (c.isLetterOrNumber() || QStringLiteral(".@-#:/+").contains(c));
        });
        if (isPlain && plain.size() < most)
            plain.append(word);
    }
    return plain;
}

QString likePattern(const QString &plainWord)
{
    // K and S each have a third form, beyond ASCII: the Kelvin sign and the long s.
    QString pattern = plainWord;
    for (QChar &c : pattern) {
        if (QStringLiteral("kKsS").contains(c))
            c = QLatin1Char('_');
    }
    return QStringLiteral("%%1%").arg(pattern);
}

} // namespace lockbox
