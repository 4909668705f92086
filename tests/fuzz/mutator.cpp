#include "tests/fuzz/mutator.h"

#include <QList>

namespace lockbox::fuzz {

Mutator::Mutator(std::vector<QByteArray> samples, std::vector<QByteArray> tokens, quint64 seed)
    : m_samples(std::move(samples)), m_tokens(std::move(tokens)), m_random(seed)
{}

QByteArray Mutator::next()
{
    QByteArray bytes = one(m_samples);
    // One change most of the time: what is nearly right goes deepest.
    const qsizetype changes = below(2) == 0 ? 1 : 1 + below(6);
    for (qsizetype i = 0; i < changes; ++i)
        change(bytes);
    return bytes;
}

void Mutator::change(QByteArray &bytes)
{
    using Change = void (Mutator::*)(QByteArray &);
    static constexpr Change changes[] = {
        &Mutator::flipBit,     &Mutator::setByte,        &Mutator::cut,   &Mutator::repeat,
        &Mutator::insertToken, &Mutator::replaceByToken, &Mutator::splice};
    (this->*changes[below(std::size(changes))])(bytes);
}

void Mutator::flipBit(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        bytes[below(bytes.size())] ^= static_cast<char>(1 << below(8));
}

void Mutator::setByte(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        bytes[below(bytes.size())] = static_cast<char>(below(256));
}

void Mutator::cut(QByteArray &bytes)
{
    const qsizetype at = below(bytes.size());
    bytes.remove(at, 1 + below(below(2) == 0 ? 4 : bytes.size() - at));
}

void Mutator::repeat(QByteArray &bytes)
{
    const qsizetype at = below(bytes.size());
    const QByteArray stretch = bytes.mid(at, 1 + below(bytes.size() - at));
    bytes.insert(at, stretch);
}

void Mutator::insertToken(QByteArray &bytes)
{
    bytes.insert(below(bytes.size() + 1), one(m_tokens));
}

void Mutator::replaceByToken(QByteArray &bytes)
{
    const QByteArray &token = one(m_tokens);
    bytes.replace(below(bytes.size()), token.size(), token);
}

void Mutator::splice(QByteArray &bytes)
{
    const QByteArray &other = one(m_samples);
    bytes = bytes.first(below(bytes.size() + 1)) + other.sliced(below(other.size() + 1));
}

qsizetype Mutator::below(qsizetype bound)
{
    return bound > 0 ? static_cast<qsizetype>(m_random() % static_cast<quint64>(bound)) : 0;
}

const QByteArray &Mutator::one(const std::vector<QByteArray> &of)
{
    return of.at(static_cast<size_t>(below(static_cast<qsizetype>(of.size()))));
}

namespace {

/// What stands between the quotation marks.
QByteArray unescaped(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '\\') {
            bytes += text.at(i);
        } else if (text.mid(i + 1, 1) == "x") {
            bytes += QByteArray::fromHex(text.mid(i + 2, 2));
            i += 3;
        } else {
            bytes += text.mid(++i, 1);
        }
    }
    return bytes;
}

} // namespace

std::vector<QByteArray> readTokens(const QByteArray &dictionary)
{
    std::vector<QByteArray> tokens;
    for (const QByteArray &line : dictionary.split('\n')) {
        if (line.size() > 2 && line.startsWith('"') && line.endsWith('"'))
            tokens.push_back(unescaped(line.sliced(1, line.size() - 2)));
    }
    if (tokens.empty())
        qFatal("no tokens in the dictionary");
    return tokens;
}

} // namespace lockbox::fuzz
