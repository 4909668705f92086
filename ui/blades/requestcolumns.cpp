#include "ui/blades/requestcolumns.h"

#include "ui/models/requestroles.h"
#include "ui/widgets/statebadge.h"

#include <algorithm>

namespace lockbox::ui {

namespace {

/// Room for the longest word.
int badgeWidth()
{
    constexpr int margins = 16;
    int widest = 0;
    for (const RequestState state : allRequestStates())
        widest = std::max(
            widest, stateBadgeSize(state, Theme::instance().font(TextStyle::Caption)).width());
    return margins + widest;
}

/// The portal's columns first and in its order, then what helps to decide.
ListColumns::Defaults defaults()
{
    const auto column = [](RequestColumn which, int width) {
        return ListColumns::Column{static_cast<int>(which), width};
    };
    return {.columns = {column(RequestColumn::Reference,
                               ListColumns::widthFor(QStringLiteral("CLB#TEST02062026"))),
                        column(RequestColumn::DateRequested,
                               ListColumns::widthFor(QStringLiteral("2026-02-06 07:23"))),
                        column(RequestColumn::Requestor, 150),
                        column(RequestColumn::ActionStatus, badgeWidth()),
                        column(RequestColumn::TimeLeft,
                               ListColumns::widthFor(QStringLiteral("10 h 58 m left"))),
                        column(RequestColumn::Service, 100), column(RequestColumn::Reason, 260),
                        column(RequestColumn::DecidedBy, 150)}};
}

} // namespace

RequestColumns::RequestColumns(QHeaderView &header, const QString &settingsKey)
    : ListColumns(header, settingsKey, defaults())
{}

} // namespace lockbox::ui
