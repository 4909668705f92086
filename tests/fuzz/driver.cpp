#include "tests/fuzz/mutator.h"
#include "tests/fuzz/property.h"

#include <QDir>
#include <QFile>

#include <csignal>

#ifdef __SANITIZE_ADDRESS__
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

using namespace lockbox::fuzz;

/// Feeds a target without libFuzzer: first the files of its corpus, then that many seeded changes of them.
///
///     fuzz_signednote CORPUS TOKENS ROUNDS [SEED]      fuzz_signednote FILE

namespace {

QByteArray present;

/// Says which input it was, as bytes that a shell's printf takes.
void tellInput()
{
    std::fputs("input: printf '", stderr);
    for (char c : std::as_const(present))
        std::fprintf(stderr, "\\x%02x", static_cast<unsigned char>(c));
    std::fputs("'\n", stderr);
}

void onSignal(int number)
{
    tellInput();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

void tellInputAtDeath()
{
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(tellInput);
#else
    for (int number : {SIGABRT, SIGSEGV, SIGFPE, SIGILL})
        std::signal(number, onSignal);
#endif
}

void feed(const QByteArray &bytes)
{
    present = bytes;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                           static_cast<std::size_t>(bytes.size()));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

std::vector<QByteArray> corpusOf(const QDir &folder)
{
    std::vector<QByteArray> corpus;
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names)
        corpus.push_back(contentOf(folder.filePath(name)));
    if (corpus.empty())
        qFatal("no corpus in %s", qPrintable(folder.path()));
    return corpus;
}

} // namespace

int main(int argc, char **argv)
{
    tellInputAtDeath();
    if (argc == 2) {
        feed(contentOf(QString::fromLocal8Bit(argv[1])));
        return 0;
    }
    if (argc < 4)
        qFatal("give a corpus, a file of tokens and a number of rounds; or one file");
    const std::vector<QByteArray> corpus = corpusOf(QDir(QString::fromLocal8Bit(argv[1])));
    const int rounds = QByteArray(argv[3]).toInt();
    const auto seed = argc > 4 ? QByteArray(argv[4]).toULongLong() : 1;
    Mutator mutator(corpus, readTokens(contentOf(QString::fromLocal8Bit(argv[2]))), seed);
    for (const QByteArray &bytes : corpus)
        feed(bytes);
    feed({});
    for (int round = 0; round < rounds; ++round)
        feed(mutator.next());
    std::printf("%zu files, %d changes of them (seed %llu)\n", corpus.size(), rounds, seed);
    return 0;
}
