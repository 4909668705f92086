#include "ui/widgets/tooltiptext.h"

namespace lockbox::ui {

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QString escaped =
        text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>"));
    return QStringLiteral("<qt>%1</qt>").arg(escaped);
}

} // namespace lockbox::ui
