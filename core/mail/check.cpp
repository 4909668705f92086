#include "core/mail/check.h"

#include <QRegularExpression>

namespace lockbox {

using Difference = MailVerdict::Difference;

/// One blank between words, no marks of quotation.
static QString plain(const QString &text)
{
    static const QRegularExpression quotes(QStringLiteral("^[> \\t]+"),
                                           QRegularExpression::MultilineOption);
    QString result = text;
    result.remove(quotes);
    return result.simplified();
}

/// What stands behind the label in the mail, up to the next one that is known.
static QString foundValue(const QString &text, const QString &label, const QStringList &labels)
{
    const qsizetype start = text.indexOf(label + QLatin1Char(':'));
    if (start < 0)
        return {};
    const qsizetype from = start + label.size() + 1;
    qsizetype end = text.size();
    for (const QString &next : labels) {
        if (const qsizetype at = text.indexOf(QStringLiteral(" %1:").arg(next), from); at >= 0)
            end = std::min(end, at);
    }
    constexpr qsizetype longest = 300;
    return text.mid(from, end - from).trimmed().left(longest);
}

static void compareLines(const QString &text, const std::vector<LetterBody::Line> &lines,
                         std::vector<Difference> &all)
{
    QStringList labels;
    for (const LetterBody::Line &line : lines)
        labels.append(line.label);
    for (const LetterBody::Line &line : lines) {
        const QString expected = plain(line.value);
        const QString found = foundValue(text, line.label, labels);
        // The last one is followed by other words.
        const bool isLast = &line == &lines.back();
        if (isLast ? !found.startsWith(expected) : found != expected)
            all.push_back({.field = line.label, .expected = expected, .found = found});
    }
}

static void compareText(const ReceivedMail &received, const MailMessage &sent,
                        const std::vector<LetterBody::Line> &lines, std::vector<Difference> &all)
{
    const QString found = plain(received.text);
    const QString expected = plain(sent.text);
    if (found == expected)
        return;
    const qsizetype place = found.indexOf(expected);
    if (place >= 0) {
        const QString more = (found.left(place) + found.mid(place + expected.size())).trimmed();
        all.push_back(
            {.field = QStringLiteral("Text added"), .expected = {}, .found = more.left(300)});
        return;
    }
    const size_t before = all.size();
    compareLines(found, lines, all);
    if (all.size() == before)
        all.push_back({.field = QStringLiteral("Text"),
                       .expected = expected.left(300),
                       .found = found.left(300)});
}

static void compareHeaders(const ReceivedMail &received, const MailMessage &sent,
                           std::vector<Difference> &all)
{
    const auto compare = [&all](const char *field, const QString &expected, const QString &found) {
        if (expected.simplified() != found.simplified())
            all.push_back(
                {.field = QString::fromLatin1(field), .expected = expected, .found = found});
    };
    compare("From", smtpAddress(sent.from.address).toLower(), received.from);
    compare("To", smtpAddress(sent.to.address).toLower(), received.to);
    compare("Subject", sent.subject, received.subject);
}

std::vector<Difference> differences(const ReceivedMail &received, const MailMessage &sent,
                                    const std::vector<LetterBody::Line> &lines)
{
    std::vector<Difference> all;
    if (received.hasHeaders)
        compareHeaders(received, sent, all);
    if (!received.text.isEmpty() || received.html.isEmpty())
        compareText(received, sent, lines, all);
    if (!received.html.isEmpty() && received.html.simplified() != sent.html.simplified())
        all.push_back({.field = QStringLiteral("HTML part"),
                       .expected = QStringLiteral("the same as the text"),
                       .found = QStringLiteral("something else")});
    constexpr int mostParts = 2;
    if (received.parts > mostParts)
        all.push_back({.field = QStringLiteral("Attachments"),
                       .expected = QStringLiteral("none"),
                       .found = QString::number(received.parts - mostParts)});
    return all;
}

RequestId requestIn(const ReceivedMail &received)
{
    static const QRegularExpression id(QStringLiteral(
        "Request ID\\s*:\\s*([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"));
    return RequestId::fromString(id.match(plain(received.text)).captured(1));
}

} // namespace lockbox
