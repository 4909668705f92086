#include "core/mail/letterbody.h"

#include <QStringList>

#include <algorithm>

namespace lockbox {

static constexpr qsizetype lineWidth = 72;

static QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines;
    for (const QString &paragraph : text.split(QLatin1Char('\n'))) {
        QString line;
        for (const QString &word : paragraph.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            if (!line.isEmpty() && line.size() + 1 + word.size() > width) {
                lines.append(line);
                line.clear();
            }
            line += line.isEmpty() ? word : QLatin1Char(' ') + word;
        }
        lines.append(line);
    }
    return lines;
}

static QString phraseWords()
{
    return QStringLiteral("Verification phrase");
}

static std::vector<LetterBody::Line> allLines(const LetterBody &body)
{
    auto lines = body.lines;
    lines.push_back({phraseWords(), body.phrase});
    return lines;
}

QString asPlainText(const LetterBody &body)
{
    const auto lines = allLines(body);
    qsizetype column = 0;
    for (const LetterBody::Line &line : lines)
        column = std::max(column, line.label.size() + 3);
    QStringList text = wrapped(body.headline, lineWidth);
    text += QString();
    if (!body.intro.isEmpty())
        text += wrapped(body.intro, lineWidth) + QStringList{QString()};
    for (const LetterBody::Line &line : lines) {
        QString start = (line.label + QLatin1Char(':')).leftJustified(column);
        for (const QString &part : wrapped(line.value, lineWidth - column)) {
            text += (start + part).trimmed().isEmpty() ? QString() : start + part;
            start = QString(column, QLatin1Char(' '));
        }
    }
    for (const QString &paragraph : body.closing)
        text += QStringList{QString()} + wrapped(paragraph, lineWidth);
    return text.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

static QString escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

static QString paragraph(const QString &text)
{
    return QStringLiteral("<p style=\"margin:0 0 12px 0\">%1</p>\n").arg(escaped(text));
}

static QString row(const LetterBody::Line &line, const char *style)
{
    return QStringLiteral("<tr><td style=\"padding:4px 16px 4px 0;vertical-align:top;"
                          "white-space:nowrap;opacity:.75\">%1</td>"
                          "<td style=\"padding:4px 0;vertical-align:top;%3\">%2</td></tr>\n")
        .arg(escaped(line.label), escaped(line.value), QLatin1String(style));
}

static const char *const pageStart =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
    "<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\n"
    "<title>Customer Lockbox</title>\n"
    "<style>:root{color-scheme:light dark}</style>\n</head>\n"
    "<body style=\"margin:0;padding:24px;font-family:'Segoe UI',Inter,Arial,sans-serif;"
    "font-size:15px;line-height:1.45\">\n"
    "<div style=\"max-width:600px;margin:0 auto\">\n";

QString asHtml(const LetterBody &body)
{
    QString html = QString::fromLatin1(pageStart);
    html +=
        QStringLiteral("<h1 style=\"font-size:20px;line-height:1.3;margin:0 0 12px 0\">%1</h1>\n")
            .arg(escaped(body.headline));
    if (!body.intro.isEmpty())
        html += paragraph(body.intro);
    html += QStringLiteral("<table role=\"presentation\" style=\"border-collapse:collapse;"
                           "font-size:15px;margin:0 0 16px 0;width:100%\">\n");
    for (const LetterBody::Line &line : body.lines)
        html += row(line, "");
    html += row({phraseWords(), body.phrase}, "font-weight:bold");
    html += QStringLiteral("</table>\n");
    for (const QString &text : body.closing)
        html += paragraph(text);
    return html + QStringLiteral("</div>\n</body>\n</html>\n");
}

} // namespace lockbox
