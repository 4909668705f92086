#pragma once

#include "core/base/ids.h"

#include <QByteArray>

namespace lockbox {

/// Four words that follow from a key of the store and what they are for, and from nothing else: HMAC-SHA-256 (RFC 2104), 44 bits of it as
/// words of the English list of BIP 39. Who doesn't know the key guesses them once in 17 trillion times; who has read them once knows them.
QString verificationPhrase(const QByteArray &key, const QString &subject);

/// The phrase of all mails about one request.
QString requestPhrase(const QByteArray &key, const TenantId &tenant, const RequestId &request);

} // namespace lockbox
