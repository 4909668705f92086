#pragma once

#include "core/evidence/report.h"

namespace lockbox::evidence {

/// `VERIFY.md`: how a person checks the folder, with this program and without. Follows from manifest and seal alone, and holds no text
/// that somebody has typed: its commands are meant to be pasted into a shell.
QByteArray instructions(const Manifest &manifest, const Seal &seal);

} // namespace lockbox::evidence
