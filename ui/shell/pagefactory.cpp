#include "ui/shell/pagefactory.h"

#include <algorithm>

namespace lockbox::ui {

bool isOffered(const PageFactory &page, const User &account, bool isDemo)
{
    if (page.isForDemos && !isDemo)
        return false;
    if (page.side && *page.side != account.side)
        return false;
    const Actor actor = toActor(account);
    return page.needsOneOf.empty()
           || std::ranges::any_of(page.needsOneOf, [&actor](rules::Operation operation) {
                  return rules::permission(actor, operation).has_value();
              });
}

} // namespace lockbox::ui
