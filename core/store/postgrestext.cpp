#include "core/store/postgrestext.h"

namespace lockbox {

static bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool isNamePart(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9');
}

/// Where the thing ends that begins at `at` and ends with `end`; the text's end where it has none.
static qsizetype behind(const QByteArray &sql, qsizetype at, QByteArrayView end)
{
    const qsizetype found = sql.indexOf(end, at);
    return found < 0 ? sql.size() : found + end.size();
}

/// The tag of a string in dollars ("$$", "$body$") that begins at `at`; empty where none does.
static QByteArray dollarTag(const QByteArray &sql, qsizetype at)
{
    qsizetype end = at + 1;
    while (end < sql.size() && isNamePart(sql.at(end)))
        ++end;
    return end < sql.size() && sql.at(end) == '$' ? sql.mid(at, end + 1 - at) : QByteArray();
}

/// Behind what is to be taken as it stands and begins at `at`; `at` itself where nothing of that kind does.
static qsizetype behindVerbatim(const QByteArray &sql, qsizetype at)
{
    const QByteArrayView rest = QByteArrayView(sql).sliced(at);
    if (rest.startsWith("'") || rest.startsWith("\""))
        return behind(sql, at + 1, rest.first(1)); // a doubled quote begins another string at once
    if (rest.startsWith("--"))
        return behind(sql, at, "\n");
    if (rest.startsWith("/*"))
        return behind(sql, at + 2, "*/");
    if (rest.startsWith("::"))
        return at + 2;
    if (rest.startsWith("$")) {
        const QByteArray tag = dollarTag(sql, at);
        return tag.isEmpty() ? at : behind(sql, at + tag.size(), tag);
    }
    return at;
}

PostgresText PostgresText::from(const QString &sql)
{
    const QByteArray source = sql.toUtf8();
    PostgresText made;
    qsizetype at = 0;
    while (at < source.size()) {
        qsizetype end = behindVerbatim(source, at);
        if (end == at && source.at(at) == ':' && at + 1 < source.size()
            && isLetter(source.at(at + 1))) {
            end = at + 1;
            while (end < source.size() && isNamePart(source.at(end)))
                ++end;
            const QByteArray name = source.mid(at, end - at);
            if (!made.names.contains(name))
                made.names.append(name);
            made.text += '$' + QByteArray::number(made.names.indexOf(name) + 1);
        } else {
            end = std::max(end, at + 1);
            made.text += source.mid(at, end - at);
        }
        at = end;
    }
    return made;
}

} // namespace lockbox
