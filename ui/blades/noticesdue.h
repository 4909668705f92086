#pragma once

#include "core/service/lockboxservice.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// Notices whose time has come and that nothing sends: how many there are, and what is said about them.
class NoticesDue
{
    Q_DECLARE_TR_FUNCTIONS(NoticesDue)

public:
    /// For those who may read the customer's users. None in a demo store, where nothing is to be sent.
    static Result<qint64> read(LockboxService &service, const Session &session, bool isDemo,
                               Timestamp now);
    /// Those that waited or failed and have been due for longer than a sender at work would take; none while one has a notice in hand.
    static qint64 count(const std::vector<Delivery> &deliveries, Timestamp now);
    /// Empty where there is none.
    static QString text(qint64 count);

    static constexpr std::chrono::minutes patience{2};
    /// No more are counted.
    static constexpr int most = 1000;
};

} // namespace lockbox::ui
