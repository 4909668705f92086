#include "core/store/cutwords.h"

namespace lockbox {

/// Longer than any word that people search for, and shorter than what an index refuses.
constexpr qsizetype longestWord = 400;

static bool belongsToWord(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::category(c) == QChar::Other_PrivateUse;
}

QStringList cutWords(const QString &text)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            words.append(word.left(longestWord));
        word.clear();
    };
    for (const char32_t c : text.normalized(QString::NormalizationForm_D).toUcs4()) {
        if (belongsToWord(c)) {
            const char32_t small = QChar::toCaseFolded(c);
            word += QString::fromUcs4(&small, 1);
        } else if (!QChar::isMark(c)) {
            end();
        }
    }
    end();
    return words;
}

} // namespace lockbox
