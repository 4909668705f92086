#include "app/cli/portalverbs.h"

#include "app/cli/commandwords.h"
#include "app/cli/textwidth.h"

#include <QRegularExpression>

namespace lockbox::cli {

namespace {

struct Verb {
    QString name;
    QStringList parameters;
};

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> all = {
        {QStringLiteral("Get-AccessToCustomerDataRequest"),
         {QStringLiteral("ApprovalStatus"), QStringLiteral("CreatedAfter"),
          QStringLiteral("RequestId")}},
        {QStringLiteral("Set-AccessToCustomerDataRequest"),
         {QStringLiteral("ApprovalDecision"), QStringLiteral("RequestId"),
          QStringLiteral("Comment"), QStringLiteral("ServiceName")}},
        {QStringLiteral("Set-OrganizationConfig"), {QStringLiteral("CustomerLockboxEnabled")}},
    };
    return all;
}

const Verb *findVerb(const QString &word)
{
    for (const Verb &verb : verbs()) {
        if (verb.name.compare(word, Qt::CaseInsensitive) == 0)
            return &verb;
    }
    return nullptr;
}

bool looksLikeParameter(const QString &argument)
{
    return argument.size() > 1 && argument.startsWith(u'-') && argument.at(1).isLetter();
}

/// The parameters that `name` may stand for: one that it spells out, else all that it begins.
QStringList meant(const Verb &verb, const QString &name)
{
    QStringList found;
    for (const QString &parameter : verb.parameters) {
        if (parameter.compare(name, Qt::CaseInsensitive) == 0)
            return {parameter};
        if (parameter.startsWith(name, Qt::CaseInsensitive))
            found.append(parameter);
    }
    return found;
}

Failure unknownParameter(const Verb &verb, const QString &name, const QStringList &found)
{
    const QString dash = QStringLiteral("-");
    const QString all = (found.isEmpty() ? verb.parameters : found).join(QStringLiteral(", -"));
    return invalid(name, found.isEmpty()
                             ? QStringLiteral("%1 has no parameter -%2; known are %3")
                                   .arg(verb.name, printable(name), dash + all)
                             : QStringLiteral("-%1 can mean each of %2").arg(name, dash + all));
}

/// Translates what follows a verb.
class Translation
{
public:
    Translation(const Verb &verb, const QStringList &arguments, qsizetype from)
        : m_verb(verb), m_arguments(arguments), m_next(from)
    {}

    Result<QStringList> run()
    {
        while (m_next < m_arguments.size()) {
            const QString argument = m_arguments.at(m_next++);
            if (!looksLikeParameter(argument) || argument == QLatin1String("-h"))
                m_result.append(argument);
            else if (auto ok = take(argument.mid(1)); !ok)
                return failure(ok);
        }
        return m_result;
    }

private:
    Result<void> take(const QString &text)
    {
        const qsizetype colon = text.indexOf(u':');
        const QString name = text.left(colon < 0 ? text.size() : colon);
        const QStringList found = meant(m_verb, name);
        if (found.size() != 1)
            return unknownParameter(m_verb, name, found);
        m_result.append(QStringLiteral("--") + found.front());
        if (colon >= 0) {
            m_result.append(text.mid(colon + 1));
            return {};
        }
        const bool isMissing = m_next == m_arguments.size() || isParameter(m_arguments.at(m_next));
        if (isMissing)
            return invalid(found.front(), missingValue(found.front()));
        m_result.append(m_arguments.at(m_next++));
        return {};
    }

    bool isParameter(const QString &argument) const
    {
        return argument.startsWith(QLatin1String("--"))
               || (looksLikeParameter(argument)
                   && !meant(m_verb, argument.mid(1).section(u':', 0, 0)).isEmpty());
    }

    static QString missingValue(const QString &parameter)
    {
        QString message = QStringLiteral("-%1 has no value").arg(parameter);
        if (parameter == QLatin1String("CustomerLockboxEnabled"))
            message += QStringLiteral("; write '$true' in single quotes, or a shell takes it "
                                      "for a variable of its own");
        return message;
    }

    const Verb &m_verb;
    const QStringList &m_arguments;
    qsizetype m_next;
    QStringList m_result;
};

} // namespace

Result<QStringList> translatePortalVerb(const QStringList &arguments)
{
    const auto places = wordPlaces(arguments);
    const Verb *verb = places.empty() ? nullptr : findVerb(arguments.at(places.front()));
    if (!verb)
        return arguments;
    const qsizetype place = places.front();
    const auto rest = Translation(*verb, arguments, place + 1).run();
    if (!rest)
        return rest;
    return arguments.first(place) + QStringList{verb->name} + *rest;
}

QString withPortalDashes(const QString &text)
{
    QString result = text;
    for (const Verb &verb : verbs()) {
        for (const QString &parameter : verb.parameters) {
            // What follows in a column of its own stays in it.
            const QRegularExpression before(QStringLiteral("--(%1\\b[^\\n]*?)  ").arg(parameter));
            result.replace(before, QStringLiteral("-\\1   "));
            result.replace(QStringLiteral("--") + parameter, u'-' + parameter);
        }
    }
    return result;
}

} // namespace lockbox::cli
