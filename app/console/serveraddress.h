#pragma once

#include <QString>

namespace lockbox::ui {

/// What is to be said of an address of a service as somebody types it.
struct ServerAddress {
    QString url;       ///< As it is opened; empty where it is no address.
    QString objection; ///< A sentence; empty where it is right, or may become so by more typing.
};

/// `isFinished`: nothing more will be typed, so that what is missing is an objection as well. A name alone is taken as https://NAME.
ServerAddress readServerAddress(const QString &typed, bool isFinished);

} // namespace lockbox::ui
