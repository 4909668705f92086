#include "core/mail/letterbody.h"

#include <QFile>
#include <QStringList>

#include <algorithm>

static void initLetter()
{
    Q_INIT_RESOURCE(mail_letter);
}

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
    // A longer label has a line of its own.
    constexpr qsizetype widestColumn = 28;
    qsizetype column = 0;
    for (const LetterBody::Line &line : lines) {
        if (line.label.size() + 3 <= widestColumn)
            column = std::max(column, line.label.size() + 3);
    }
    QStringList text = wrapped(body.headline, lineWidth);
    text += QString();
    if (!body.intro.isEmpty())
        text += wrapped(body.intro, lineWidth) + QStringList{QString()};
    for (const LetterBody::Line &line : lines) {
        QString start = (line.label + QLatin1Char(':')).leftJustified(column);
        if (start.size() > column) {
            text += start;
            start = QString(column, QLatin1Char(' '));
        }
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

/// The page around the letter: %1 headline, %2 introduction, %3 rows, %4 closing.
static const QString &page()
{
    static const QString read = [] {
        initLetter();
        QFile file(QStringLiteral(":/lockbox/mail/letter.html"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the page of letters is missing");
        return QString::fromUtf8(file.readAll());
    }();
    return read;
}

QString asHtml(const LetterBody &body)
{
    QString rows;
    for (const LetterBody::Line &line : body.lines)
        rows += row(line, "");
    rows += row({phraseWords(), body.phrase}, "font-weight:bold");
    QString closing;
    for (const QString &text : body.closing)
        closing += paragraph(text);
    // In one go, so that no text is taken for a place.
    return page().arg(escaped(body.headline),
                      body.intro.isEmpty() ? QString() : paragraph(body.intro), rows, closing);
}

} // namespace lockbox
