#pragma once

#include <QString>

#include <optional>

namespace lockbox {

/// The text that the bytes stand for. Nothing where they are not valid in the charset, or where it is none of UTF-8, US-ASCII, ISO-8859-1 and
/// Windows-1252: of others, mail programs make this or that.
std::optional<QString> decodedText(const QByteArray &bytes, const QByteArray &charset);

/// The same for a few words of a header field, which may also be in one of the single-byte charsets that the names of our own notices are written in.
std::optional<QString> decodedWords(const QByteArray &bytes, const QByteArray &charset);

/// One blank for each run of white space, and none around. White space is a blank, a tab, a line's end and a hard blank (U+00A0); all else can be seen,
/// or has no business in a mail.
QString withSingleBlanks(const QString &text);

} // namespace lockbox
