#pragma once

#include "ui/blades/listcolumns.h"

namespace lockbox::ui {

/// The columns of a list of requests.
class RequestColumns final : public ListColumns
{
public:
    RequestColumns(QHeaderView &header, const QString &settingsKey);
};

} // namespace lockbox::ui
