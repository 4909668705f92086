#pragma once

#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStringList>

namespace lockbox::test {

/// How a run of the program ended, and what it said.
struct Outcome {
    int exitCode = -1; ///< -1 where it crashed or could not be started.
    QByteArray out;
    QByteArray err;

    /// The standard output as one JSON document; empty where it is something else.
    QJsonObject json() const;
    /// The `error` of the standard error output's JSON document.
    QJsonObject error() const;
    QString text() const { return QString::fromUtf8(out); }
    QString complaint() const { return QString::fromUtf8(err); }
    /// All of it, for a failed test's message.
    QByteArray report() const;
};

/// The real `lockbox`, run as a script runs it: no terminal, an environment without anybody's own store or account.
class LockboxProgram
{
public:
    LockboxProgram();

    static QString path();
    /// Where the program keeps a user's data: a folder of this test's own, removed at its end, so
    /// that no test finds the keys and pins of another one or of the person who runs it.
    static QString dataHome();
    static QProcessEnvironment cleanEnvironment();
    QProcessEnvironment &environment() { return m_environment; }

    Outcome run(const QStringList &arguments) const;
    /// With arguments that are no text.
    Outcome runBytes(const QByteArrayList &arguments) const;
    /// What a person sees of `line`, a shell's words, on a terminal 100 columns wide; empty where
    /// `script` is missing.
    QString seenOnTerminal(const QString &line) const;

private:
    QProcessEnvironment m_environment;
};

/// `lockbox` on one store, with --json, by one user after the other.
class LockboxScript
{
public:
    explicit LockboxScript(const QString &store) : m_store(store) {}

    QString store() const { return m_store; }
    Outcome run(const QString &user, const QStringList &arguments) const;
    /// Runs a command that must succeed, and returns its document; an empty one, with a warning, where it failed.
    QJsonObject done(const QString &user, const QStringList &arguments) const;

private:
    QString m_store;
    LockboxProgram m_program;
};

} // namespace lockbox::test
