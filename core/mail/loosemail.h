#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace lockbox {

/// The texts of any mail, read as kindly as can be: enough to find out which notice it wants to be, and never to call it genuine.
struct LooseMail {
    std::optional<QString> text; ///< Of the first text/plain part.
    std::optional<QString> html; ///< Of the first text/html part.
    int attachments = 0;         ///< All other parts that are no containers.
};

LooseMail readLoosely(const QByteArray &bytes);

} // namespace lockbox
