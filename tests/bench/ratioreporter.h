#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace lockbox::bench {

/// Collects every repetition's time and prints, at the end, one line for each pair of benchmarks "subject/product" and
/// "subject/plain": both medians and their ratio. Benchmarks without a partner get a line of their own.
class RatioReporter : public benchmark::BenchmarkReporter
{
public:
    bool ReportContext(const Context &context) override;
    void ReportRuns(const std::vector<Run> &runs) override;
    void Finalize() override;

private:
    /// Microseconds of each repetition by the benchmark's name, in the order of their first appearance.
    std::map<std::string, std::vector<double>> m_times;
    std::vector<std::string> m_subjects;
};

} // namespace lockbox::bench
