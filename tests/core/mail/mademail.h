#pragma once

#include "tests/core/mail/sentnotice.h"

#include <memory>

namespace lockbox::test {

/// A mail put together from its pieces, with the boundary BB.
struct MadeMail {
    QByteArray type = "multipart/alternative; boundary=BB";
    QByteArray fields; ///< Without Content-Type.
    QByteArray preamble;
    QList<QByteArray> parts;
    QByteArray epilogue;

    QByteArray bytes() const;
    /// With another value of a field that is there.
    QByteArray withValue(const QByteArray &name, const QByteArray &value) const;
    QByteArray withField(const QByteArray &field) const;
    QByteArray withParts(const QList<QByteArray> &others) const;
    QByteArray withText(const QByteArray &part) const { return withParts({part, parts.at(1)}); }
    QByteArray withHtml(const QByteArray &part) const { return withParts({parts.at(0), part}); }
};

/// The notice, its parts in base64.
MadeMail made(const SentNotice &notice);

/// Base64 in lines.
QByteArray inLines(const QByteArray &base64);

/// A part in base64, with more fields.
QByteArray part(const QByteArray &type, const QByteArray &content, const QByteArray &more = {});

/// A part that says it has that coding.
QByteArray partAsIs(const QByteArray &type, const QByteArray &coding, const QByteArray &content);

inline const QByteArray plainType = "text/plain; charset=utf-8";
inline const QByteArray htmlType = "text/html; charset=utf-8";

} // namespace lockbox::test
