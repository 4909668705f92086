#pragma once

#include "core/domain/accessrequest.h"

#include <random>

namespace lockbox::test {

/// 2026-02-05T19:11:55Z
Timestamp sampleTime();

/// The n-th request, in that state and with all that belongs to it. References, services and
/// requestors repeat, in different case, so that sorting by them meets equal values.
AccessRequest sampleRequest(int n, RequestState state);

/// Requests with seed and number as given, in all states; most are completed, and most are Eve's.
std::vector<AccessRequest> sampleRequests(quint32 seed, int count);

/// The number between 0 and `below` that comes next; the same everywhere, unlike the standard's
/// distributions.
int pick(std::mt19937 &random, int below);

} // namespace lockbox::test
