#include "app/cli/textwidth.h"

#include <QList>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace lockbox::cli {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Blocks of Unicode's EastAsianWidth W and F, and of emoji shown as pictures.
constexpr std::array wideRanges = {
    Range{0x1100, 0x115f},   Range{0x231a, 0x231b},   Range{0x2329, 0x232a},
    Range{0x23e9, 0x23ec},   Range{0x25fd, 0x25fe},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x26aa, 0x26ab},   Range{0x26bd, 0x26be},
    Range{0x2705, 0x2705},   Range{0x270a, 0x270b},   Range{0x274c, 0x274c},
    Range{0x2753, 0x2755},   Range{0x2757, 0x2757},   Range{0x2795, 0x2797},
    Range{0x2b1b, 0x2b1c},   Range{0x2b50, 0x2b50},   Range{0x2e80, 0x303e},
    Range{0x3041, 0x33ff},   Range{0x3400, 0x4dbf},   Range{0x4e00, 0x9fff},
    Range{0xa000, 0xa4cf},   Range{0xa960, 0xa97f},   Range{0xac00, 0xd7a3},
    Range{0xf900, 0xfaff},   Range{0xfe30, 0xfe6f},   Range{0xff01, 0xff60},
    Range{0xffe0, 0xffe6},   Range{0x16fe0, 0x18aff}, Range{0x1b000, 0x1b2ff},
    Range{0x1f1e6, 0x1f1ff}, Range{0x1f200, 0x1f2ff}, Range{0x1f300, 0x1f64f},
    Range{0x1f680, 0x1f6ff}, Range{0x1f7e0, 0x1f7eb}, Range{0x1f900, 0x1faff},
    Range{0x20000, 0x3fffd},
};

bool isWide(char32_t c)
{
    const auto *const range =
        std::lower_bound(wideRanges.begin(), wideRanges.end(), c,
                         [](const Range &one, char32_t value) { return one.last < value; });
    return range != wideRanges.end() && c >= range->first;
}

/// Columns of what reads as one character: its first one's, or two where it is asked to be a picture.
int columnsOfCharacter(QStringView character)
{
    constexpr char16_t asPicture = 0xfe0f;
    const auto codes = character.toUcs4();
    if (codes.isEmpty())
        return 0;
    const char32_t first = codes.front();
    switch (QChar::category(first)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Other_Control: return 0;
    default: break;
    }
    return isWide(first) || character.contains(QChar(asPicture)) ? 2 : 1;
}

/// Calls `visit(character, columns)` for each character until it answers false.
template<typename Visit>
void forEachCharacter(const QString &text, Visit visit)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
        const QStringView character = QStringView(text).mid(start, end - start);
        if (!visit(character, columnsOfCharacter(character)))
            return;
        start = end;
    }
}

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

/// Embeddings, overrides and isolates of the bidirectional algorithm. Marks, which only weigh in, are harmless.
bool turnsDirection(QChar c)
{
    return (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
}

QString cleaned(const QString &text, bool onOneLine)
{
    QString clean = text;
    for (QChar &c : clean) {
        const bool isBreak = c == u'\n' || c == u'\t';
        if (isBreak && onOneLine)
            c = u' ';
        else if (!isBreak && (c.category() == QChar::Other_Control || turnsDirection(c)))
            c = QChar::ReplacementCharacter;
    }
    return clean;
}

} // namespace

int columnsOf(const QString &text)
{
    if (isPlain(text))
        return static_cast<int>(text.size());
    int sum = 0;
    forEachCharacter(text, [&](QStringView, int columns) {
        sum += columns;
        return true;
    });
    return sum;
}

QString elided(const QString &text, int columns)
{
    if (columnsOf(text) <= columns)
        return text;
    QString kept;
    int sum = 1; // the ellipsis
    forEachCharacter(text, [&](QStringView character, int more) {
        sum += more;
        if (sum <= columns)
            kept += character;
        return sum <= columns;
    });
    return kept + QChar(u'…');
}

QString printable(const QString &text)
{
    return cleaned(text, false);
}

QString oneLine(const QString &text)
{
    return cleaned(text, true);
}

} // namespace lockbox::cli
