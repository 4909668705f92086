#include "app/cli/commandline.h"

#include "app/cli/commandwords.h"
#include "app/cli/nearest.h"
#include "app/cli/portalverbs.h"
#include "app/cli/textwidth.h"

#include <QRegularExpression>

namespace lockbox::cli {

namespace {

const char *const summary =
    "Customer Lockbox on the command line: file, approve, deny and review requests for access to\n"
    "a customer's content. Nothing is opened until the customer has approved it, access ends by\n"
    "itself, and everything stays on record.";

const char *const rootFooter =
    "Exit codes: 0 done, 1 other (also: no mail server answers, or it takes no mail), 2 usage,\n"
    "3 not found or ambiguous (also: no mail password is found), 4 not permitted,\n"
    "5 wrong state or lost race (also: no mail server is set), 6 store missing, locked,\n"
    "damaged or too new, 7 a history, proof, signature or mail is not what it must be.\n"
    "\n"
    "A local store trusts the operating system's account that may open its file: --as proves\n"
    "nothing.\n"
    "\n"
    "Example:\n"
    "  lockbox --store contoso.lockbox --as admin@contoso.com request list --state pending\n"
    "\n"
    "\"lockbox COMMAND --help\" tells more of each.";

/// A sentence for each word that only groups commands.
const char *groupSummary(const QString &name)
{
    static const std::map<QString, const char *> summaries = {
        {QStringLiteral("request"), "File, decide, follow and read access requests."},
        {QStringLiteral("user"), "Read and change who is who, and in which roles."},
        {QStringLiteral("setting"), "Read and change what the tenant requires."},
        {QStringLiteral("event"), "Read the history."},
        {QStringLiteral("log"), "Read the verifiable log, prove what it says, and verify it."},
        {QStringLiteral("evidence"), "Hand out what the log says, with its proof, and check it."},
        {QStringLiteral("notify"), "Send notices, and say how."},
        {QStringLiteral("outbox"), "Look at the notices, and what became of each."},
        {QStringLiteral("clock"), "Read a store's clock, and move that of a demo store."},
        {QStringLiteral("store"), "Look after a store's file."},
        {QStringLiteral("demo"), "See the workflow played."},
    };
    return summaries.at(name);
}

/// As CLI11 takes arguments: the last one first. "--email=" becomes two, for CLI11 would take the next argument as its value.
std::vector<std::string> reversed(const QStringList &arguments)
{
    std::vector<std::string> all;
    bool isLiteral = false;
    for (const QString &argument : arguments) {
        isLiteral = isLiteral || argument == QLatin1String("--");
        if (!isLiteral && argument.startsWith(QLatin1String("--")) && argument.endsWith(u'=')) {
            all.push_back(argument.chopped(1).toStdString());
            all.emplace_back();
        } else {
            all.push_back(argument.toStdString());
        }
    }
    std::reverse(all.begin(), all.end());
    return all;
}

QString startingLower(QString text)
{
    if (text.size() > 1 && text.at(1).isLower())
        text[0] = text.at(0).toLower();
    return text;
}

/// CLI11's words where they are a machine's, in plainer ones.
QString plainer(QString text)
{
    static const QRegularExpression missing(QStringLiteral(": 1 required \\S+ missing$"));
    text.replace(missing, QStringLiteral(" has no value"));
    text.replace(QLatin1String("Could not convert: "),
                 QLatin1String("this is no possible value: "));
    return startingLower(oneLine(text));
}

QStringList optionNames(const CLI::App &app)
{
    QStringList names;
    for (const CLI::Option *option : app.get_options()) {
        for (const std::string &name : option->get_lnames())
            names.append(QStringLiteral("--") + QString::fromStdString(name));
    }
    return names;
}

} // namespace

CommandLine::CommandLine(const CommandList &commands) : m_app(summary, "lockbox")
{
    m_app.require_subcommand(1);
    m_app.allow_windows_style_options(false);
    m_app.footer(rootFooter);
    m_app.set_help_flag("-h,--help", "Print this help and exit");
    m_app.set_version_flag("--version", std::string("lockbox ") + LOCKBOX_VERSION,
                           "Print the version and exit");
    declareGlobalsAt(m_app);
    for (const auto &command : commands) {
        const QString group = QString::fromLatin1(command->group());
        CLI::App *leaf = command->declare(group.isEmpty() ? m_app : groupOf(group));
        declareGlobalsAt(*leaf);
        const QString name = QString::fromStdString(leaf->get_name());
        m_leaves.push_back(
            {leaf, command.get(), group.isEmpty() ? name : group + QLatin1Char(' ') + name});
    }
}

CLI::App &CommandLine::groupOf(const QString &name)
{
    if (const auto known = m_groups.find(name); known != m_groups.end())
        return *known->second;
    CLI::App *group = m_app.add_subcommand(name.toStdString(), groupSummary(name));
    group->require_subcommand(1);
    group->footer("\"lockbox " + name.toStdString() + " COMMAND --help\" tells more of each.");
    declareGlobalsAt(*group);
    m_groups.emplace(name, group);
    return *group;
}

void CommandLine::declareGlobalsAt(CLI::App &app)
{
    declareGlobals(app, m_globals.emplace_back(&app, GlobalOptions()).second);
}

QStringList CommandLine::paths() const
{
    QStringList paths;
    for (const Leaf &leaf : m_leaves)
        paths.append(leaf.path);
    return paths;
}

const CommandLine::Leaf *CommandLine::chosen() const
{
    const auto leaf = std::find_if(m_leaves.begin(), m_leaves.end(),
                                   [](const Leaf &one) { return one.app->parsed(); });
    return leaf == m_leaves.end() ? nullptr : &*leaf;
}

GlobalOptions CommandLine::globals() const
{
    GlobalOptions all;
    for (const auto &[app, options] : m_globals) {
        if (app->parsed() || app == &m_app)
            all.overlay(options);
    }
    return all;
}

Failure CommandLine::unexpected() const
{
    const std::vector<std::string> extras = m_app.remaining(true);
    const QString first = extras.empty() ? QString() : QString::fromStdString(extras.front());
    QString message = QStringLiteral("unexpected argument \"%1\"").arg(oneLine(first));
    if (const Leaf *leaf = chosen(); leaf && first.startsWith(QLatin1String("--"))) {
        const QString near =
            nearest(first.section(QLatin1Char('='), 0, 0), optionNames(*leaf->app));
        if (!near.isEmpty())
            message += QStringLiteral("; did you mean %1?").arg(near);
    }
    return failure(ErrorCode::InvalidArgument, message);
}

Result<Invocation> CommandLine::parse(const QStringList &arguments)
{
    if (auto ok = checkWords(arguments, paths()); !ok)
        return failure(ok);
    try {
        m_app.parse(reversed(arguments));
    } catch (const CLI::CallForHelp &) {
        return Invocation{.globals = globals(),
                          .text = withPortalDashes(QString::fromStdString(m_app.help()))};
    } catch (const CLI::CallForVersion &version) {
        return Invocation{.globals = globals(),
                          .text = QString::fromUtf8(version.what()) + QLatin1Char('\n')};
    } catch (const CLI::ExtrasError &) {
        return unexpected();
    } catch (const CLI::ParseError &error) {
        const QString text = withPortalDashes(QString::fromUtf8(error.what()));
        return failure(ErrorCode::InvalidArgument, plainer(text));
    }
    return Invocation{.command = chosen()->command, .globals = globals()};
}

} // namespace lockbox::cli
