#pragma once

#include "core/domain/delivery.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What people read of notices and of how far they have come.
class NoticeText
{
    Q_DECLARE_TR_FUNCTIONS(NoticeText)

public:
    /// The icon and the colour of a state. Never without the words beside it.
    struct Sign {
        QString icon;
        Token token;

        bool operator==(const Sign &) const = default;
    };

    /// "Request pending"
    static QString kind(NoticeKind kind);
    /// "Sent 5 February 2026 20:11 (19:11 UTC)"
    static QString state(const Delivery &delivery, Timestamp now);
    static Sign sign(DeliveryState state);
    /// Whether somebody has to do something, or did not hear of it.
    static bool isTrouble(DeliveryState state);
    /// "Alex Wilber"; the user name where there is no other.
    static QString who(const Delivery &delivery);
    /// "Request pending, EXSR359123"
    static QString subject(const Delivery &delivery);
    /// "Alex Wilber <alex@contoso.com>"; the user name where there is no address.
    static QString recipient(const Delivery &delivery);
    /// What the server said last, for a tool tip, with the address; never empty.
    static QString words(const Delivery &delivery);
    /// The whole line, for a screen reader.
    static QString sentence(const Delivery &delivery, Timestamp now);
    /// When it arrives in a demo's inbox.
    static Timestamp arrival(const Delivery &delivery);
};

} // namespace lockbox::ui
