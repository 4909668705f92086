#pragma once

#include "core/audit/signednote.h"

/// What the tests of notes, checkpoints and proofs have in common.
namespace lockbox::audit::samples {

/// A key that is the same in every run: its secret is 32 times the same byte.
SigningKey key(const QByteArray &name = "lockbox/test", char seed = 's');

/// The text with the first `from` replaced; fails loudly where there is none, so that no case says nothing.
QByteArray changed(QByteArray text, QByteArrayView from, QByteArrayView to);

/// Texts that differ from this one in a single byte, several for each place.
std::vector<QByteArray> oneByteOff(const QByteArray &text);

/// The bytes as they may stand in a message.
QByteArray readable(const QByteArray &bytes);

} // namespace lockbox::audit::samples
