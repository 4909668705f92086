#include "core/evidence/entry.h"

#include "core/audit/canonicaljson.h"

#include <QJsonDocument>

#include <algorithm>

namespace lockbox::evidence {

namespace {

/// More than any event has: its texts have limits, and an event that names thousands of recipients is far below.
constexpr qint64 longestLine = 16 * 1024 * 1024;

Failure broken(const QString &why)
{
    return failure(ErrorCode::LogBroken, why);
}

} // namespace

Result<Entry> readEntry(const QByteArray &leaf)
{
    QJsonParseError error;
    const QJsonDocument document = parseJson(leaf, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return broken(QStringLiteral("is no JSON object"));
    const auto canonical = canonicalJson(document.object());
    if (!canonical || *canonical != leaf)
        return broken(QStringLiteral("is not the canonical form (RFC 8785) of what it says"));
    auto event = eventFromJson(document.object());
    if (!event)
        return broken(
            QStringLiteral("is no event that this program knows: %1").arg(event.error().message));
    // Whatever the report would not show must not be there.
    if (toJson(*event) != document.object())
        return broken(QStringLiteral("is no event that this program knows in full"));
    return Entry{.leaf = leaf, .event = std::move(*event), .hash = audit::leafHash(leaf)};
}

bool concerns(const EvidenceScope &scope, const Event &event)
{
    if (scope.request && event.request.toString() != *scope.request)
        return false;
    return (!scope.from || event.at >= *scope.from) && (!scope.until || event.at < *scope.until);
}

Result<void> EntryFile::open()
{
    if (!m_file.open(QIODevice::ReadOnly))
        return broken(QStringLiteral("can't be read: %1").arg(m_file.errorString()));
    return {};
}

Result<std::optional<Entry>> EntryFile::next()
{
    m_buffer.resize(longestLine);
    const qint64 length = m_file.readLine(m_buffer.data(), longestLine);
    QByteArray line(m_buffer.constData(), std::max<qint64>(length, 0));
    if (line.isEmpty() && m_file.atEnd() && m_file.error() == QFileDevice::NoError)
        return std::nullopt;
    ++m_line;
    if (m_file.error() != QFileDevice::NoError)
        return broken(QStringLiteral("can't be read: %1").arg(m_file.errorString()));
    if (!line.endsWith('\n'))
        return broken(
            QStringLiteral("line %1 does not end in a newline, or is too long").arg(m_line));
    line.chop(1);
    auto entry = readEntry(line);
    if (!entry)
        return broken(QStringLiteral("line %1 %2").arg(m_line).arg(entry.error().message));
    return std::optional(std::move(*entry));
}

Result<void> EntryFile::rewind()
{
    m_line = 0;
    if (!m_file.seek(0))
        return broken(QStringLiteral("can't be read: %1").arg(m_file.errorString()));
    return {};
}

} // namespace lockbox::evidence
