#pragma once

#include <QString>

#include <vector>

namespace lockbox::cli {

/// What a piece of text means; becomes a colour on a terminal.
enum class Tone { Plain, Heading, Good, Bad, Waiting, Quiet };

/// The text, printable, in its colour; without one where `coloured` is false.
QString toned(const QString &text, Tone tone, bool coloured);

/// One value of a table.
struct Cell {
    QString text;
    Tone tone = Tone::Plain;
};

/// Rows with aligned columns of clean texts on one line, each as wide as its content. Where they have to fit, the last column is cut first, then the widest.
class TextTable
{
public:
    explicit TextTable(const std::vector<QString> &headings = {});

    void add(std::vector<Cell> row);
    /// `columns` is what a line may take; 0 cuts nothing.
    QString toText(bool coloured, int columns = 0) const;

private:
    std::vector<int> widths(int columns) const;

    std::vector<std::vector<Cell>> m_rows;
};

} // namespace lockbox::cli
