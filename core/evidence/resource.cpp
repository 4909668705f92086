#include "core/evidence/resource.h"

#include <QFile>

/// In the global namespace, as Q_INIT_RESOURCE wants it: a static library's resources are not registered by themselves.
static void registerTexts()
{
    Q_INIT_RESOURCE(evidence_texts);
}

namespace lockbox::evidence {

QString resourceText(const QString &name)
{
    registerTexts();
    QFile file(QStringLiteral(":/lockbox/evidence/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the text %s is not compiled in", qPrintable(name));
    return QString::fromUtf8(file.readAll());
}

} // namespace lockbox::evidence
