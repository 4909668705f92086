#pragma once

#include "core/demo/demo.h"

namespace lockbox::demo {

/// User principal names of those who act in the demo's requests, each as often as they shall act.
struct Troupe {
    std::vector<QString> engineers, managers, approvers;
};

const Troupe &troupe();

} // namespace lockbox::demo
