#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"

#include <CLI/CLI.hpp>

namespace lockbox::cli {

/// One command of the command line: declares its options, and runs once they are filled in.
class Command
{
public:
    Command() = default;
    virtual ~Command() = default;
    Q_DISABLE_COPY_MOVE(Command)

    /// The group it stands in ("request"), or empty.
    virtual const char *group() const = 0;
    /// Declares the command below `parent`. The options are bound to this object, which must live as long as `parent`.
    virtual CLI::App *declare(CLI::App &parent) = 0;
    virtual Result<void> run(Context &context) = 0;

protected:
    static QString text(const std::string &bytes) { return QString::fromStdString(bytes); }
    /// A whole number from 0 up, in decimal digits; CLI11 would read "010" as eight.
    static CLI::Validator wholeNumber();
    /// Refuses an empty text: "$NAME" of an unset variable must not mean "all".
    static CLI::Validator notEmpty();
};

} // namespace lockbox::cli
