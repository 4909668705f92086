#include "tests/app/evidence/evidencestore.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

namespace lockbox::test {

EvidenceStore::EvidenceStore() : m_approved(pending(approved()))
{
    (void)submit(QStringLiteral("EXSR359124"), QStringLiteral("Teams"));
    (void)done(approver(),
               QStringLiteral("request approve %1 --comment 'Go ahead'").arg(approved()));
    (void)done(engineer(),
               QStringLiteral("request record %1 --action 'Read the queue'").arg(approved()));
    (void)done(approver(), QStringLiteral("request revoke %1 --comment 'Enough'").arg(approved()));
}

QString EvidenceStore::exported(const QString &line, const QString &name) const
{
    const QString folder = filePath(name);
    if (done(admin(), QStringLiteral("evidence export %1 -o '%2'").arg(line, folder)).isEmpty())
        qFatal("nothing was exported to %s", qPrintable(folder));
    return folder;
}

QJsonArray EvidenceStore::events(const QString &options) const
{
    return done(admin(), QStringLiteral("event list --limit 1000 ") + options)
        .value(QStringLiteral("value"))
        .toArray();
}

Outcome verified(const QString &folder, const QStringList &options, bool asText)
{
    const QTemporaryDir elsewhere;
    LockboxProgram program;
    program.environment().insert(QStringLiteral("XDG_DATA_HOME"), elsewhere.path());
    QStringList arguments = {QStringLiteral("evidence"), QStringLiteral("verify"), folder};
    if (!asText)
        arguments.prepend(QStringLiteral("--json"));
    return program.run(arguments + options);
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    return file.readAll();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written", qPrintable(path));
}

void changeOneByte(const QString &path)
{
    QByteArray bytes = readFile(path);
    char &middle = bytes[bytes.size() / 2];
    middle = char(middle ^ 1);
    writeFile(path, bytes);
}

void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QDirIterator walk(from, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString target = to + u'/' + QDir(from).relativeFilePath(walk.next());
        const bool copied =
            walk.fileInfo().isDir() ? QDir().mkpath(target) : QFile::copy(walk.filePath(), target);
        if (!copied)
            qFatal("%s can't be copied", qPrintable(walk.filePath()));
    }
}

} // namespace lockbox::test
