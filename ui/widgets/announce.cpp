#include "ui/widgets/announce.h"

#include <QAccessible>
#include <QWidget>

namespace lockbox::ui {

void announce(QWidget *widget, const QString &text)
{
    if (!widget || text.isEmpty())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(widget, text);
    QAccessible::updateAccessibility(&event);
#else
    // Older Qt has no announcements: an alert whose description changes is what readers speak.
    widget->setAccessibleDescription(text);
    QAccessibleEvent description(widget, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&description);
    QAccessibleEvent alert(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
#endif
}

} // namespace lockbox::ui
