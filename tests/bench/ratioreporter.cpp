#include "tests/bench/ratioreporter.h"

#include <algorithm>
#include <cstdio>

namespace lockbox::bench {

namespace {

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// "page first/product/iterations:100" → "page first/product"
std::string plainName(const benchmark::BenchmarkReporter::Run &run)
{
    return run.run_name.function_name;
}

std::string subjectOf(const std::string &name)
{
    return name.substr(0, name.rfind('/'));
}

} // namespace

bool RatioReporter::ReportContext(const Context &)
{
    return true;
}

void RatioReporter::ReportRuns(const std::vector<Run> &runs)
{
    for (const Run &run : runs) {
        if (run.run_type != Run::RT_Iteration)
            continue;
        const std::string name = plainName(run);
        if (run.error_occurred) {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), run.error_message.c_str());
            continue;
        }
        const std::string subject = subjectOf(name);
        if (std::find(m_subjects.begin(), m_subjects.end(), subject) == m_subjects.end())
            m_subjects.push_back(subject);
        m_times[name].push_back(run.real_accumulated_time / static_cast<double>(run.iterations)
                                * 1e6);
    }
}

void RatioReporter::Finalize()
{
    std::printf("\n%-44s %14s %14s %8s\n", "", "product [us]", "plain [us]", "ratio");
    for (const std::string &subject : m_subjects) {
        const double product = median(m_times[subject + "/product"]);
        const double plain = median(m_times[subject + "/plain"]);
        if (product > 0 && plain > 0)
            std::printf("%-44s %14.1f %14.1f %8.2f\n", subject.c_str(), product, plain,
                        product / plain);
        else
            std::printf("%-44s %14.1f\n", subject.c_str(), std::max(product, plain));
    }
}

} // namespace lockbox::bench
