#pragma once

#include "core/domain/notifications.h"

#include <QByteArray>

/// The password of a mail account. It is never in the store and never on the command line.
namespace lockbox {

/// From the environment (LOCKBOX_MAIL_PASSWORD), from the file that LOCKBOX_MAIL_PASSWORD_FILE names (its first line; nobody else may read it:
/// mode 0600), else from the system's keychain. LOCKBOX_MAIL_HOST, where it is set, is the only server that gets it (NotPermitted). NotFound, with where
/// it was looked for, where there is none. May wait a minute for the keychain.
Result<QByteArray> findMailPassword(const NotificationSettings &settings);

/// Keeps it in the system's keychain. NotSupported where there is none.
Result<void> keepMailPassword(const NotificationSettings &settings, const QByteArray &password);

} // namespace lockbox
