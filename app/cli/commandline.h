#pragma once

#include "app/cli/commandlist.h"

#include <deque>
#include <map>

namespace lockbox::cli {

/// What the arguments come to: a command to run with its parameters filled, or a text to print (help, version).
struct Invocation {
    Command *command = nullptr;
    GlobalOptions globals;
    QString text;
};

/// The whole command line as CLI11 knows it: every command below its group, global options at every level.
class CommandLine
{
public:
    explicit CommandLine(const CommandList &commands);

    Result<Invocation> parse(const QStringList &arguments);
    /// "request list" and so on.
    QStringList paths() const;

private:
    struct Leaf {
        CLI::App *app;
        Command *command;
        QString path;
    };

    CLI::App &groupOf(const QString &name);
    /// Each level has global options of its own; those further right go first.
    void declareGlobalsAt(CLI::App &app);
    const Leaf *chosen() const;
    GlobalOptions globals() const;
    Failure unexpected() const;

    CLI::App m_app;
    std::map<QString, CLI::App *> m_groups;
    std::vector<Leaf> m_leaves;
    std::deque<std::pair<CLI::App *, GlobalOptions>> m_globals; ///< Outer levels before inner ones.
};

} // namespace lockbox::cli
