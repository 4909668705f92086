#include "core/demo/demo.h"
#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"

#include <algorithm>
#include <cstdio>
#include <random>

namespace lockbox::bench {

/// Proofs of leaves all over the log, each read, made and checked as the door does it.
void measureProofs()
{
    constexpr int proofs = 1000;
    const auto service = openService();
    const Session reader{.userPrincipalName = demo::demoCast().globalAdministrator};
    const auto state = service->logState(reader);
    const auto checkpoint = service->checkpoint(reader);
    if (!state || !checkpoint) {
        std::fprintf(stderr, "no proofs: %s\n",
                     qPrintable((state ? checkpoint.error() : state.error()).message));
        return;
    }
    std::mt19937_64 random(7);
    std::vector<double> times;
    for (int i = 0; i < proofs; ++i) {
        const qint64 seq = 1 + qint64(random() % quint64(state->head.size));
        const auto start = std::chrono::steady_clock::now();
        const auto proof = service->proof(reader, seq, *checkpoint);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        // What the customer can't see yet has no proof for the customer.
        if (proof)
            times.push_back(took.count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%-44s %10.2f ms, 99 %% within %.2f ms, at most %.2f ms (%zu of %lld leaves)\n",
                "proof of any leaf: median", times.at(times.size() / 2),
                times.at(times.size() * 99 / 100), times.back(), times.size(), state->head.size);
}

} // namespace lockbox::bench
