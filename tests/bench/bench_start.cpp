#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace lockbox::bench {

namespace {

constexpr int rounds = 15;
constexpr int patience = 60'000; // ms

/// A program that says "painted", with settings of its own.
class Program
{
public:
    Program(const char *name, const QStringList &arguments)
    {
        m_process.setProgram(QCoreApplication::applicationDirPath() + QLatin1Char('/')
                             + QLatin1String(name));
        m_process.setArguments(arguments);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char *folder :
             {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(QLatin1String(folder), m_home.path());
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    }

    /// Milliseconds from starting the process to its first painting; it has ended then.
    double start()
    {
        const auto begin = std::chrono::steady_clock::now();
        m_process.start();
        const bool painted = m_process.waitForReadyRead(patience);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        if (!m_process.waitForFinished(patience) || !painted) {
            std::fprintf(stderr, "%s painted nothing\n", qPrintable(m_process.program()));
            m_process.kill();
            m_process.waitForFinished();
        }
        return took.count();
    }

    QByteArray output() { return m_process.readAllStandardOutput(); }

private:
    QTemporaryDir m_home;
    QProcess m_process;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

void measureStart()
{
    Program empty("lockbox_start_empty", {});
    Program console("lockbox_start_console", {storeLocation()});
    empty.start(); // Both once unmeasured: the files are in memory then.
    console.start();
    std::vector<double> emptyTimes, consoleTimes;
    for (int i = 0; i < rounds; ++i) {
        emptyTimes.push_back(empty.start());
        consoleTimes.push_back(console.start());
    }
    std::printf("%-44s %11.0f ms\n", "start: an empty Qt window with a table", median(emptyTimes));
    std::printf("%-44s %11.0f ms\n", "start: the console, list with rows painted",
                median(consoleTimes));
    std::printf("%-44s %11.0f ms\n", "start: difference",
                median(consoleTimes) - median(emptyTimes));

    Program scrolling("lockbox_start_console", {storeLocation(), QStringLiteral("--memory")});
    scrolling.start();
    const QList<QByteArray> lines = scrolling.output().trimmed().split('\n');
    std::printf("%-44s %11.1f MiB\n", "console: greatest memory while scrolling",
                lines.last().toDouble());
}

} // namespace lockbox::bench
