#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace lockbox {

/// Longest texts, in UTF-16 code units.
struct TextLimits {
    static constexpr int reference = 64;
    static constexpr int reason = 1000;
    static constexpr int comment = 1000;
    static constexpr int action = 1000;
    static constexpr int name = 256;
    static constexpr int userPrincipalName = 256;
    static constexpr int search = 200;
};

/// The services whose content can be asked for, as the portal names them.
const QStringList &knownServices();

/// The service's proper spelling, found in any case.
Result<QString> checkService(const QString &text);

/// Trimmed text of one line: not empty, not longer than `limit`, no control characters, no broken surrogates.
Result<QString> checkLine(const QString &field, const QString &text, int limit);

/// Trimmed text that may be empty and may hold line breaks; otherwise as checkLine().
Result<QString> checkOptionalText(const QString &field, const QString &text, int limit);

/// Trimmed text of one or more lines that may not be empty.
Result<QString> checkText(const QString &field, const QString &text, int limit);

/// "name@domain": the shape of a user principal name.
Result<QString> checkUserPrincipalName(const QString &text);

/// "contoso.onmicrosoft.com"
Result<QString> checkDomain(const QString &text);

/// A well-formed address, or empty.
Result<QString> checkEmail(const QString &field, const QString &text);

/// Whether `text` is a mailbox address: RFC 5321 §4.1.2 Mailbox with a dot-string or quoted local part and a domain or an
/// address literal; lengths of §4.5.3.1. Addresses beyond ASCII (RFC 6531) are accepted.
bool isEmailAddress(const QString &text);

} // namespace lockbox
