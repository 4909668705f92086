#include "core/domain/validation.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

namespace {

bool isControl(QChar c, bool lineBreaksAllowed)
{
    if (lineBreaksAllowed && (c == QLatin1Char('\n') || c == QLatin1Char('\t')))
        return false;
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Other_Format:
        // Bidirectional overrides and isolates can make a text read as another one.
        return (c >= QChar(0x202a) && c <= QChar(0x202e))
               || (c >= QChar(0x2066) && c <= QChar(0x2069));
    default: return false;
    }
}

Result<QString> checked(const QString &field, const QString &text, int limit,
                        bool lineBreaksAllowed)
{
    if (!text.isValidUtf16())
        return invalid(field,
                       QStringLiteral("%1 holds characters that are not valid Unicode").arg(field));
    QString trimmed = text;
    trimmed.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    trimmed = trimmed.trimmed();
    const auto control = [&](QChar c) { return isControl(c, lineBreaksAllowed); };
    if (std::any_of(trimmed.cbegin(), trimmed.cend(), control))
        return invalid(field, QStringLiteral("%1 holds control characters").arg(field));
    if (trimmed.size() > limit)
        return invalid(field,
                       QStringLiteral("%1 is longer than %2 characters").arg(field).arg(limit));
    return trimmed;
}

Result<QString> notEmpty(const QString &field, Result<QString> text)
{
    if (text && text->isEmpty())
        return invalid(field, QStringLiteral("%1 is empty").arg(field));
    return text;
}

// RFC 1035 labels, widened by RFC 5890's letters.
const QString &domainPattern()
{
    static const QString pattern =
        QStringLiteral("(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?)(?:\\.[\\p{L}\\p{"
                       "N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?)*");
    return pattern;
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::UseUnicodePropertiesOption);
}

} // namespace

const QStringList &knownServices()
{
    static const QStringList services = {QStringLiteral("Exchange"), QStringLiteral("SharePoint"),
                                         QStringLiteral("OneDrive"), QStringLiteral("Teams")};
    return services;
}

Result<QString> checkService(const QString &text)
{
    for (const QString &service : knownServices()) {
        if (service.compare(text.trimmed(), Qt::CaseInsensitive) == 0)
            return service;
    }
    return invalid(QStringLiteral("service"),
                   QStringLiteral("there is no service \"%1\"; known are %2")
                       .arg(text.left(64), knownServices().join(QStringLiteral(", "))));
}

Result<QString> checkLine(const QString &field, const QString &text, int limit)
{
    return notEmpty(field, checked(field, text, limit, false));
}

Result<QString> checkOptionalText(const QString &field, const QString &text, int limit)
{
    return checked(field, text, limit, true);
}

Result<QString> checkText(const QString &field, const QString &text, int limit)
{
    return notEmpty(field, checked(field, text, limit, true));
}

Result<QString> checkUserPrincipalName(const QString &text)
{
    const QString field = QStringLiteral("user");
    auto line = checkLine(field, text, TextLimits::userPrincipalName);
    static const auto shape =
        whole(QStringLiteral("[^\\s@\"<>,;:\\\\/\\[\\]()]+@") + domainPattern());
    if (line && !shape.match(*line).hasMatch())
        return invalid(
            field,
            QStringLiteral("\"%1\" is no user principal name like alex@contoso.com").arg(*line));
    return line;
}

Result<QString> checkDomain(const QString &text)
{
    const QString field = QStringLiteral("domain");
    auto line = checkLine(field, text, 253);
    static const auto shape = whole(domainPattern());
    if (line && !shape.match(*line).hasMatch())
        return invalid(field, QStringLiteral("\"%1\" is no domain like contoso.com").arg(*line));
    return line;
}

Result<QString> checkEmail(const QString &field, const QString &text)
{
    auto line = checked(field, text, 254, false);
    if (line && !line->isEmpty() && !isEmailAddress(*line))
        return invalid(field, QStringLiteral("%1 is no e-mail address: \"%2\"").arg(field, *line));
    return line;
}

bool isEmailAddress(const QString &text)
{
    static const QString atext = QStringLiteral("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+");
    static const auto shape = whole(QStringLiteral("(%1(?:\\.%1)*|\"(?:[^\"\\\\\\p{Cc}]|\\\\[\\x20-"
                                                   "\\x7e])*\")@(%2|\\[[0-9A-Fa-fIPv:.]{3,45}\\])")
                                        .arg(atext, domainPattern()));
    const auto match = shape.match(text);
    return match.hasMatch() && match.captured(1).toUtf8().size() <= 64
           && match.captured(2).toUtf8().size() <= 255 && text.toUtf8().size() <= 254;
}

} // namespace lockbox
