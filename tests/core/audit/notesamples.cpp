#include "tests/core/audit/notesamples.h"

namespace lockbox::audit::samples {

SigningKey key(const QByteArray &name, char seed)
{
    const auto made = SigningKey::fromSeed(name, QByteArray(SigningKey::seedSize, seed));
    if (!made)
        qFatal("no key: %s", qPrintable(made.error().message));
    return *made;
}

QByteArray changed(QByteArray text, QByteArrayView from, QByteArrayView to)
{
    const auto at = text.indexOf(from);
    if (at < 0)
        qFatal("nothing to change: %s", from.toByteArray().constData());
    return text.replace(at, from.size(), to);
}

std::vector<QByteArray> oneByteOff(const QByteArray &text)
{
    std::vector<QByteArray> variants;
    for (qsizetype at = 0; at < text.size(); ++at) {
        QByteArray others = " \n\t=+/0A";
        for (int bit = 0; bit < 8; ++bit)
            others += static_cast<char>(text.at(at) ^ (1 << bit));
        for (char other : others) {
            if (other == text.at(at))
                continue;
            variants.push_back(text);
            variants.back()[at] = other;
        }
    }
    return variants;
}

QByteArray readable(const QByteArray &bytes)
{
    return bytes.toPercentEncoding(" \n/+=@:,()'");
}

} // namespace lockbox::audit::samples
