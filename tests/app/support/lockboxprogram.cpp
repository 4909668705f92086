#include "tests/app/support/lockboxprogram.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

namespace lockbox::test {

namespace {

constexpr int patience = 120'000;

QJsonObject document(const QByteArray &bytes)
{
    QJsonParseError error;
    const auto parsed = QJsonDocument::fromJson(bytes, &error);
    return error.error == QJsonParseError::NoError ? parsed.object() : QJsonObject();
}

} // namespace

QJsonObject Outcome::json() const
{
    return document(out);
}

QJsonObject Outcome::error() const
{
    return document(err).value(QStringLiteral("error")).toObject();
}

QByteArray Outcome::report() const
{
    return "exit code " + QByteArray::number(exitCode) + "\nout: " + out + "\nerr: " + err;
}

LockboxProgram::LockboxProgram() : m_environment(cleanEnvironment())
{}

QString LockboxProgram::path()
{
    return QStringLiteral(LOCKBOX_BIN_DIR "/lockbox");
}

QString LockboxProgram::dataHome()
{
    static const QTemporaryDir folder;
    return folder.path();
}

QProcessEnvironment LockboxProgram::cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name :
         {"LOCKBOX_STORE", "LOCKBOX_USER", "LOCKBOX_LOG_KEY", "NO_COLOR", "DISPLAY"})
        environment.remove(QLatin1String(name));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), dataHome());
    return environment;
}

Outcome LockboxProgram::run(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(path(), arguments);
    const bool ended = process.waitForFinished(patience);
    Outcome outcome;
    if (ended && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

Outcome LockboxProgram::runBytes(const QByteArrayList &arguments) const
{
    // QProcess takes text only, so the bytes go through a shell that writes them.
    QByteArray line = "exec '" + path().toUtf8() + "'";
    for (const QByteArray &argument : arguments) {
        line += " \"$(printf '";
        for (const char c : argument)
            line += "\\" + QByteArray::number(static_cast<uchar>(c), 8).rightJustified(3, '0');
        line += "')\"";
    }
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromLatin1(line)});
    Outcome outcome;
    if (process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

QString LockboxProgram::seenOnTerminal(const QString &line) const
{
    QProcess process;
    QProcessEnvironment environment = m_environment;
    environment.insert(QStringLiteral("TERM"), QStringLiteral("xterm-256color"));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(QStringLiteral("script"),
                  {QStringLiteral("-qec"),
                   QStringLiteral("stty cols 100; '%1' %2").arg(path(), line),
                   QStringLiteral("/dev/null")});
    if (!process.waitForStarted() || !process.waitForFinished(patience))
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

Outcome LockboxScript::run(const QString &user, const QStringList &arguments) const
{
    return m_program.run(QStringList{QStringLiteral("--store"), m_store, QStringLiteral("--as"),
                                     user, QStringLiteral("--json")}
                         + arguments);
}

QJsonObject LockboxScript::done(const QString &user, const QStringList &arguments) const
{
    const Outcome outcome = run(user, arguments);
    if (outcome.exitCode == 0)
        return outcome.json();
    qWarning("lockbox %s, as %s: %s", qPrintable(arguments.join(u' ')), qPrintable(user),
             outcome.report().constData());
    return {};
}

} // namespace lockbox::test
