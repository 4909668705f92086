#pragma once

#include <QStringList>

#include <random>

/// What people may type, by chance: pieces of which links are made, and much else.
namespace lockbox::test {

/// Thrown together from a few pieces and characters; the same engine gives the same texts.
QString typedText(std::mt19937 &engine);

/// What in it looks like something that mail programs make a link of, by patterns of our own: addresses with a scheme, of hosts, of mail, and
/// of shares. Empty where nothing does.
QStringList linkable(const QString &text);

} // namespace lockbox::test
