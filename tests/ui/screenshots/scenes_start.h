#pragma once

#include "tests/ui/screenshots/scenes.h"

namespace lockbox::test {

/// What there is before and around a store: the start screen, signing in, a certificate that is not right, a lost connection, tenants.
std::vector<Scene> startScenes();

} // namespace lockbox::test
