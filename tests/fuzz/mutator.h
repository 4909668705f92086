#pragma once

#include <QByteArray>

#include <random>
#include <vector>

namespace lockbox::fuzz {

/// Changes samples at random, the same for the same seed: bits, bytes, stretches, tokens, and two samples spliced.
class Mutator
{
public:
    Mutator(std::vector<QByteArray> samples, std::vector<QByteArray> tokens, quint64 seed);

    /// One of the samples after a few changes.
    QByteArray next();

private:
    void change(QByteArray &bytes);
    void flipBit(QByteArray &bytes);
    void setByte(QByteArray &bytes);
    void cut(QByteArray &bytes);
    void repeat(QByteArray &bytes);
    void insertToken(QByteArray &bytes);
    void replaceByToken(QByteArray &bytes);
    void splice(QByteArray &bytes);

    /// From 0 up to, not including, the bound; 0 for a bound of 0.
    qsizetype below(qsizetype bound);
    const QByteArray &one(const std::vector<QByteArray> &of);

    std::vector<QByteArray> m_samples;
    std::vector<QByteArray> m_tokens;
    std::mt19937_64 m_random;
};

/// The tokens of a libFuzzer dictionary: a quoted string a line, with \\, \" and \xHH; # starts a comment.
std::vector<QByteArray> readTokens(const QByteArray &dictionary);

} // namespace lockbox::fuzz
