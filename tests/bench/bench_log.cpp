#include "core/audit/compacttree.h"
#include "tests/bench/benches.h"

#include <benchmark/benchmark.h>
#include <openssl/evp.h>

namespace lockbox::bench {

namespace {

constexpr int leaves = 10'000;

/// Bytes of decisions as the log keeps them, about 420 each.
const std::vector<QByteArray> &leafBytes()
{
    static const std::vector<QByteArray> all = [] {
        std::vector<QByteArray> made;
        for (int seq = 1; seq <= leaves; ++seq)
            made.push_back(
                R"({"actor":"alex@contoso.example","actorRole":"customer-lockbox-access-approver","after":)"
                R"({"decidedAt":"2026-02-06T09:00:00.000Z","decidedBy":"alex@contoso.example","state":"denied"},)"
                R"("at":"2026-02-06T09:00:00.000Z","before":{"decidedAt":null,"decidedBy":null,"state":"pending"},)"
                R"("details":{"comment":"No"},"kind":"request.denied","reference":"CLB#TEST02052018","request":)"
                R"("979f5fcc-0000-4000-8000-c56ab355d452","seq":)"
                + QByteArray::number(seq) + R"(,"user":null})");
        return made;
    }();
    return all;
}

void intoTheTree(benchmark::State &state)
{
    const auto &all = leafBytes();
    for (auto _ : state) {
        audit::CompactTree tree;
        for (const QByteArray &bytes : all)
            benchmark::DoNotOptimize(tree.append(audit::leafHash(bytes)));
        benchmark::DoNotOptimize(tree.root());
    }
}

/// The same bytes through OpenSSL's SHA-256 and nothing else: neither leaves nor a tree.
void hashedOnly(benchmark::State &state)
{
    const auto &all = leafBytes();
    EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char hash[32];
    for (auto _ : state) {
        for (const QByteArray &bytes : all) {
            EVP_DigestInit_ex2(context, algorithm, nullptr);
            EVP_DigestUpdate(context, bytes.constData(), static_cast<size_t>(bytes.size()));
            EVP_DigestFinal_ex(context, hash, nullptr);
            benchmark::DoNotOptimize(hash);
        }
    }
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
}

} // namespace

void registerLog()
{
    benchmark::RegisterBenchmark("10,000 leaves hashed into a tree/product", intoTheTree);
    benchmark::RegisterBenchmark("10,000 leaves hashed into a tree/plain", hashedOnly);
}

} // namespace lockbox::bench
