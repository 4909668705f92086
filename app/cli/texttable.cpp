#include "app/cli/texttable.h"

#include "app/cli/textwidth.h"

#include <algorithm>
#include <numeric>

namespace lockbox::cli {

static const char *escapeOf(Tone tone)
{
    switch (tone) {
    case Tone::Heading: return "\x1b[1m";
    case Tone::Good: return "\x1b[32m";
    case Tone::Bad: return "\x1b[31m";
    case Tone::Waiting: return "\x1b[33m";
    case Tone::Quiet: return "\x1b[2m";
    case Tone::Plain: break;
    }
    return "";
}

QString toned(const QString &text, Tone tone, bool coloured)
{
    if (!coloured || tone == Tone::Plain)
        return printable(text);
    return QLatin1String(escapeOf(tone)) + printable(text) + QLatin1String("\x1b[0m");
}

TextTable::TextTable(const std::vector<QString> &headings)
{
    std::vector<Cell> row;
    for (const QString &heading : headings)
        row.push_back({.text = heading, .tone = Tone::Heading});
    if (!row.empty())
        m_rows.push_back(std::move(row));
}

void TextTable::add(std::vector<Cell> row)
{
    for (Cell &cell : row)
        cell.text = oneLine(cell.text);
    m_rows.push_back(std::move(row));
}

std::vector<int> TextTable::widths(int columns) const
{
    constexpr int narrowest = 8;
    std::vector<int> widths;
    for (const auto &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i].text));
    }
    if (columns <= 0 || widths.empty())
        return widths;
    const int gaps = 2 * (static_cast<int>(widths.size()) - 1);
    int excess = std::accumulate(widths.begin(), widths.end(), gaps) - columns;
    const int fromLast = std::clamp(widths.back() - 2 * narrowest, 0, std::max(excess, 0));
    widths.back() -= fromLast;
    for (excess -= fromLast; excess > 0; --excess) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= narrowest)
            break;
        --*widest;
    }
    return widths;
}

QString TextTable::toText(bool coloured, int columns) const
{
    const std::vector<int> widths = this->widths(columns);
    QString text;
    for (const auto &row : m_rows) {
        QString line;
        QString blanks;
        for (size_t i = 0; i < row.size(); ++i) {
            const QString cell = elided(row[i].text, widths[i]);
            if (!cell.isEmpty())
                line += blanks + toned(cell, row[i].tone, coloured);
            const int rest = widths[i] - columnsOf(cell) + 2;
            blanks = (cell.isEmpty() ? blanks : QString()) + QString(rest, QLatin1Char(' '));
        }
        text += line + QLatin1Char('\n');
    }
    return text;
}

} // namespace lockbox::cli
