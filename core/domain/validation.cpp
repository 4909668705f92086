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

// RFC 1035 labels, widened by RFC 5890's letters, with the marks that many scripts need within a word.
const QString &domainPattern()
{
    static const QString label =
        QStringLiteral("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?");
    static const QString pattern = QStringLiteral("(?:%1)(?:\\.%1)*").arg(label);
    return pattern;
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::UseUnicodePropertiesOption);
}

// RFC 5321 §4.1.3
bool isIpv4(const QString &text)
{
    static const QString number = QStringLiteral("(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])");
    static const auto shape = whole(QStringLiteral("(?:%1\\.){3}%1").arg(number));
    return shape.match(text).hasMatch();
}

// RFC 5321 §4.1.3: eight groups, or six at most and "::" for the rest; an IPv4 address at the end is two.
bool isIpv6(const QString &text)
{
    static const auto hexadecimal = whole(QStringLiteral("[0-9A-Fa-f]{1,4}"));
    const QStringList halves = text.split(QStringLiteral("::"));
    int count = 0;
    for (const QString &half : halves) {
        const QStringList groups =
            half.isEmpty() && halves.size() == 2 ? QStringList() : half.split(QLatin1Char(':'));
        for (const QString &group : groups) {
            if (hexadecimal.match(group).hasMatch())
                count += 1;
            else if (&half == &halves.last() && &group == &groups.last() && isIpv4(group))
                count += 2;
            else
                return false;
        }
    }
    return halves.size() == 1 ? count == 8 : halves.size() == 2 && count <= 6;
}

bool isAddressLiteral(const QString &text)
{
    static const QString tag = QStringLiteral("IPv6:");
    return text.startsWith(tag, Qt::CaseInsensitive) ? isIpv6(text.mid(tag.size())) : isIpv4(text);
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
        whole(QStringLiteral("[^\\s\\p{C}\\p{Z}@\"<>,;:\\\\/\\[\\]()]+@") + domainPattern());
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
    static const QString atext =
        QStringLiteral("(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\\x{0}-\\x{7f}\\p{C}\\p{Z}])+");
    static const auto shape =
        whole(QStringLiteral(
                  "(%1(?:\\.%1)*|\"(?:[^\"\\\\\\p{Cc}]|\\\\[\\x20-\\x7e])*\")@(%2|\\[([^\\]]*)\\])")
                  .arg(atext, domainPattern()));
    const auto match = shape.match(text);
    return match.hasMatch() && match.captured(1).toUtf8().size() <= 64
           && match.captured(2).toUtf8().size() <= 255 && text.toUtf8().size() <= 254
           && (!match.hasCaptured(3) || isAddressLiteral(match.captured(3)));
}

} // namespace lockbox
