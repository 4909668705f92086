#include "tests/app/cli/clistore.h"

#include <QProcess>
#include <QRegularExpression>

namespace lockbox::test {

QStringList words(const QString &line)
{
    // Not QProcess::splitCommand(), which drops an empty word.
    QStringList found;
    QString word;
    bool isQuoted = false;
    bool isBegun = false;
    for (const QChar c : line + QLatin1Char(' ')) {
        if (c == QLatin1Char('\'')) {
            isQuoted = !isQuoted;
            isBegun = true;
        } else if (c != QLatin1Char(' ') || isQuoted) {
            word.append(c);
            isBegun = true;
        } else if (isBegun) {
            found.append(std::exchange(word, {}));
            isBegun = false;
        }
    }
    return found;
}

QStringList commandNames()
{
    return QStringLiteral(
               "init,sign-in,sign-out,request submit,request authorize,request reject,request approve,request deny,"
               "request cancel,request revoke,request complete,request record,request list,"
               "request show,user list,user show,user add,user set-roles,user set-email,user "
               "set-alternate-email,"
               "setting show,setting set,event list,log verify,log list,log show,log state,log pin,"
               "log key,log checkpoint,log prove,log verify-proof,evidence export,evidence "
               "verify,notify show,notify set,notify password,notify test,notify once,notify "
               "run,notify check,outbox list,outbox show,outbox retry,outbox suppress,"
               "clock show,clock advance,store "
               "check,demo play,"
               "Get-AccessToCustomerDataRequest,Set-AccessToCustomerDataRequest,"
               "Set-OrganizationConfig")
        .split(u',');
}

CliStore::CliStore() : m_script(m_folder.filePath(QStringLiteral("contoso.lockbox")))
{
    const Outcome made = LockboxProgram().run(
        QStringList{QStringLiteral("init"), path()}
        + words(QStringLiteral(
            "--tenant Contoso --domain contoso.example --admin admin@contoso.example")));
    if (made.exitCode != 0)
        qFatal("no store was made: %s", made.report().constData());
    const struct {
        QString name;
        const char *displayName;
        const char *role;
    } people[] = {
        {approver(), "Alex Approver", "customer-lockbox-access-approver"},
        {reader(), "Rita Reader", "security-reader"},
        {plainUser(), "Paul Plain", ""},
        {engineer(), "Erin Engineer", "engineer"},
        {colleague(), "Olaf Colleague", "engineer"},
        {manager(), "Max Manager", "manager"},
    };
    for (const auto &person : people) {
        (void)done(admin(), QStringLiteral("user add %1 --name '%2' --email %1")
                                .arg(person.name, QLatin1String(person.displayName)));
        if (*person.role)
            (void)done(admin(), QStringLiteral("user set-roles %1 %2")
                                    .arg(person.name, QLatin1String(person.role)));
    }
    (void)done(admin(), QStringLiteral("setting set require-approval on"));
}

QString CliStore::submit(const QString &reference, const QString &service) const
{
    return done(engineer(), QStringLiteral("request submit --service %1 --reference %2 --reason "
                                           "'Mail flow stops at one mailbox' --duration 4h")
                                .arg(service, reference))
        .value(QStringLiteral("id"))
        .toString();
}

QString CliStore::pending(const QString &reference, const QString &service) const
{
    const QString id = submit(reference, service);
    (void)done(manager(), QStringLiteral("request authorize ") + id);
    return id;
}

QString CliStore::state(const QString &request) const
{
    return done(manager(), QStringLiteral("request show ") + request)
        .value(QStringLiteral("state"))
        .toString();
}

bool isTime(const QJsonValue &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z$"));
    return shape.match(text.toString()).hasMatch();
}

} // namespace lockbox::test
