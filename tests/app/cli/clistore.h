#pragma once

#include "tests/app/support/lockboxprogram.h"

#include <QTemporaryDir>

namespace lockbox::test {

/// "request list --limit 5" as arguments; what holds spaces stands in single quotes.
QStringList words(const QString &line);

/// Every command's full name.
QStringList commandNames();

/// A tenant that was set up by the command line itself, with everybody whom the workflow needs.
class CliStore
{
public:
    static QString admin() { return QStringLiteral("admin@contoso.example"); }
    static QString approver() { return QStringLiteral("alex@contoso.example"); }
    static QString reader() { return QStringLiteral("rita@contoso.example"); }
    static QString plainUser() { return QStringLiteral("paul@contoso.example"); }
    static QString engineer() { return QStringLiteral("erin@provider.example"); }
    static QString colleague() { return QStringLiteral("olaf@provider.example"); }
    static QString manager() { return QStringLiteral("max@provider.example"); }

    CliStore();

    QString path() const { return m_script.store(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }
    Outcome run(const QString &user, const QString &line) const
    {
        return m_script.run(user, words(line));
    }
    QJsonObject done(const QString &user, const QString &line) const
    {
        return m_script.done(user, words(line));
    }

    /// Files a request; its id.
    QString submit(const QString &reference = QStringLiteral("EXSR359123"),
                   const QString &service = QStringLiteral("Exchange")) const;
    /// The same, with the manager's yes.
    QString pending(const QString &reference = QStringLiteral("EXSR359123"),
                    const QString &service = QStringLiteral("Exchange")) const;
    QString state(const QString &request) const;

private:
    QTemporaryDir m_folder;
    LockboxScript m_script;
};

/// Whether `text` is a time in RFC 3339, in UTC with `Z`.
bool isTime(const QJsonValue &text);

} // namespace lockbox::test
