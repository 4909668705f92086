#include "core/evidence/instructions.h"

#include "core/evidence/inclusion.h"
#include "core/evidence/layout.h"
#include "core/evidence/resource.h"

namespace lockbox::evidence {

namespace {

/// One command for each hash of the first event's proof.
QString steps(const Manifest &manifest, const Seal &seal)
{
    QString text;
    int number = 0;
    for (const bool isLeft : siblingsOnTheLeft(quint64(manifest.first) - 1, seal.checkpoint.size)) {
        const QString other = QStringLiteral("\"$(other %1)\"").arg(++number);
        const QString own = QStringLiteral("\"$hash\"");
        text +=
            QStringLiteral("hash=$(node %1 %2)\n").arg(isLeft ? other : own, isLeft ? own : other);
    }
    return text;
}

} // namespace

QByteArray instructions(const Manifest &manifest, const Seal &seal)
{
    const std::pair<const char *, QString> places[] = {
        {"{origin}", manifest.origin},
        {"{key}", QString::fromUtf8(seal.key.toText())},
        {"{size}", QString::number(manifest.logSize)},
        {"{seq}", QString::number(manifest.first)},
        {"{index}", QString::number(manifest.first - 1)},
        {"{proof}", layout::proof(manifest.first)},
        {"{steps}", steps(manifest, seal)},
        {"{scope}",
         manifest.scope.request
             ? QStringLiteral("the request %1 has gone through").arg(*manifest.scope.request)
             : QStringLiteral("happened in a span of time")},
    };
    QString text = resourceText(QStringLiteral("verify.md"));
    for (const auto &[place, value] : places)
        text.replace(QLatin1String(place), value);
    return text.toUtf8();
}

} // namespace lockbox::evidence
