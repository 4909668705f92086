#pragma once

#include "core/api/message.h"

namespace lockbox::api {

/// What a system asks for at the token endpoint (RFC 6749, section 4.4).
struct TokenWish {
    QString clientId;
    QByteArray secret; ///< Empty where it comes with a certificate (RFC 8705).
    QString tenant;    ///< By its id or domain; may be empty.
};

/// Reads the form, and HTTP Basic. What is not as RFC 6749 has it is refused in its way.
tl::expected<TokenWish, Answer> readTokenWish(const Question &question);

/// A refusal as RFC 6749, section 5.2, has it: `error` is one of its names.
Answer tokenRefusal(int status, const char *error, const QString &description);
Answer tokenRefusal(const Error &error);

/// The token, as section 5.1 has it.
Answer tokenAnswer(const QByteArray &token, std::chrono::seconds lifetime);

} // namespace lockbox::api
