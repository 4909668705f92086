#include "app/cli/commands/command.h"

#include <algorithm>

namespace lockbox::cli {

CLI::Validator Command::wholeNumber()
{
    const auto check = [](std::string &number) {
        const bool isNumber = !number.empty()
                              && std::all_of(number.begin(), number.end(),
                                             [](char c) { return c >= '0' && c <= '9'; });
        if (!isNumber)
            return "\"" + number + "\" is no whole number from 0 up";
        number.erase(0, std::min(number.find_first_not_of('0'), number.size() - 1));
        return std::string();
    };
    return CLI::Validator(check, "");
}

CLI::Validator Command::notEmpty()
{
    return CLI::Validator([](const std::string &value) { return value.empty() ? "is empty" : ""; },
                          "");
}

} // namespace lockbox::cli
