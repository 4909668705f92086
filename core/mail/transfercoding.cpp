#include "core/mail/transfercoding.h"

#include <algorithm>

namespace lockbox {

std::optional<char> hexPair(const QByteArray &content, qsizetype place)
{
    const QByteArray digits = content.mid(place, 2);
    const bool areDigits =
        digits.size() == 2 && std::ranges::all_of(digits, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        });
    return areDigits ? std::optional(char(digits.toInt(nullptr, 16))) : std::nullopt;
}

std::optional<QByteArray> fromBase64(const QByteArray &content)
{
    const QByteArray decoded = QByteArray::fromBase64(content);
    // Also where the padding is missing, or not at the end, or has bits that no program looks at.
    return decoded.toBase64() == content ? std::optional(decoded) : std::nullopt;
}

static std::optional<QByteArray> fromQuotedPrintable(const QByteArray &content)
{
    QByteArray result;
    result.reserve(content.size());
    for (qsizetype i = 0; i < content.size(); ++i) {
        const char c = content.at(i);
        if (c != '=') {
            const bool isPrintable = (c >= ' ' && c <= '~') || c == '\t' || c == '\n';
            if (!isPrintable)
                return std::nullopt;
            result += c;
            continue;
        }
        if (i + 1 < content.size() && content.at(i + 1) == '\n') {
            ++i;
            continue;
        }
        const auto byte = hexPair(content, i + 1);
        if (!byte)
            return std::nullopt;
        result += *byte;
        i += 2;
    }
    return result;
}

std::optional<QByteArray> transferDecoded(const QByteArray &content, const QByteArray &coding)
{
    const QByteArray name = coding.toLower();
    if (name == "base64")
        return fromBase64(QByteArray(content).replace("\n", ""));
    if (name == "quoted-printable")
        return fromQuotedPrintable(content);
    if (name == "8bit" || name == "binary")
        return content;
    const bool isAscii =
        std::ranges::all_of(content, [](char c) { return static_cast<uchar>(c) < 0x80; });
    return name == "7bit" && isAscii ? std::optional(content) : std::nullopt;
}

} // namespace lockbox
