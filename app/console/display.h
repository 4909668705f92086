#pragma once

namespace lockbox::ui {

/// False where no window can be shown, as far as the environment tells.
bool isDisplayThere();

/// Says on stderr that there is no display and what to do.
void tellNoDisplay();

/// Until destroyed, Qt's failure to reach a display ends the program with tellNoDisplay() and exit code 1 instead of an abort.
class DisplayGuard
{
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard &) = delete;
    DisplayGuard &operator=(const DisplayGuard &) = delete;
};

} // namespace lockbox::ui
