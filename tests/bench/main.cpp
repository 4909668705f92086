#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/ratioreporter.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>
#include <cstring>

using namespace lockbox::bench;

/// Memory is measured in a process of its own, so that the other benchmarks' doesn't count.
static void printMemory(const char *program)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QString::fromLocal8Bit(program), {QStringLiteral("--memory")});
    child.waitForFinished(-1);
    std::printf("%-44s %14.1f MiB\n", "core: greatest memory while paging",
                child.readAllStandardOutput().toDouble());
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc > 1 && std::strcmp(argv[1], "--memory") == 0)
        return measureMemory();
    ensureStore();
    // Repetitions of both sides take turns, so that a noisy moment hits both.
    std::vector<const char *> arguments = {argv[0], "--benchmark_repetitions=9",
                                           "--benchmark_min_time=0.3",
                                           "--benchmark_enable_random_interleaving=true"};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, const_cast<char **>(arguments.data()));
    registerReads();
    registerQtSql();
    registerDecision();
    registerLog();
    RatioReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    measureProofs();
    printMemory(argv[0]);
    measureStart();
    return 0;
}
