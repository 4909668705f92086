#include "core/mail/mailhead.h"

#include <QHash>

#include <algorithm>

namespace lockbox {

std::optional<QByteArray> MailHead::value(const QByteArray &name) const
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::nullopt : std::optional(found->value);
}

QList<QByteArray> MailHead::repeated() const
{
    QHash<QByteArray, int> counts;
    QList<QByteArray> twice;
    for (const Field &field : fields) {
        if (++counts[field.name] == 2)
            twice.append(field.name);
    }
    return twice;
}

/// Where the name ends; -1 where the line is no field.
static qsizetype endOfName(const QByteArray &line)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line.at(i);
        if (c == ':')
            return i > 0 ? i : -1;
        if (c < '!' || c > '~')
            return -1;
    }
    return -1;
}

std::optional<MailHead> splitHead(const QByteArray &bytes)
{
    MailHead head;
    qsizetype start = 0;
    while (start < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', start);
        const QByteArray line = bytes.mid(start, end < 0 ? -1 : end - start);
        start = end < 0 ? bytes.size() : end + 1;
        if (line.isEmpty()) {
            head.body = bytes.mid(start);
            break;
        }
        if (line.trimmed().isEmpty())
            return std::nullopt;
        if (line.startsWith(' ') || line.startsWith('\t')) {
            if (head.fields.isEmpty())
                return std::nullopt;
            head.fields.last().value += line;
            continue;
        }
        const qsizetype colon = endOfName(line);
        if (colon < 0)
            return std::nullopt;
        head.fields.append({line.left(colon).toLower(), line.mid(colon + 1)});
    }
    for (MailHead::Field &field : head.fields)
        field.value = field.value.trimmed();
    return head;
}

} // namespace lockbox
