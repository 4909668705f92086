#include "core/evidence/html.h"

#include "core/base/timetext.h"

#include <QList>

namespace lockbox::evidence {

namespace {

/// What shows nothing by itself, but for the two that join letters and pictures or keep them apart.
bool isUnseen(char32_t c)
{
    constexpr char32_t nonJoiner = 0x200c;
    constexpr char32_t joiner = 0x200d;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Other_Format: return c != nonJoiner && c != joiner;
    default: return false;
    }
}

QString escaped(char32_t c)
{
    switch (c) {
    case U'<': return QStringLiteral("&lt;");
    case U'>': return QStringLiteral("&gt;");
    case U'&': return QStringLiteral("&amp;");
    case U'"': return QStringLiteral("&quot;");
    case U'\'': return QStringLiteral("&#39;");
    case U'\n': return QStringLiteral("<br>");
    case U'\t': return QStringLiteral(" ");
    default: break;
    }
    if (isUnseen(c))
        return QStringLiteral("[U+%1]").arg(QString::number(c, 16).toUpper(), 4, QLatin1Char('0'));
    return QString::fromUcs4(&c, 1);
}

} // namespace

QString htmlText(const QString &text)
{
    QString html;
    html.reserve(text.size());
    const auto codes = text.toUcs4();
    for (const char32_t c : codes)
        html += escaped(c);
    return html;
}

QString timeText(Timestamp time)
{
    QString text = toRfc3339(time);
    text.replace(QLatin1Char('T'), QLatin1Char(' '));
    text.chop(1);
    return text + QStringLiteral(" UTC");
}

} // namespace lockbox::evidence
