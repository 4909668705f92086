#pragma once

#include <vector>

namespace lockbox::demo {

/// The lists of which the demo's texts are made, in the order of wordLists().
enum class Words {
    ExchangeSymptoms,
    ExchangeNeeds,
    SharePointSymptoms,
    SharePointNeeds,
    OneDriveSymptoms,
    OneDriveNeeds,
    TeamsSymptoms,
    TeamsNeeds,
    Places,
    Rare, ///< Each is half as frequent as the one before it.
    AuthorizeRemarks,
    RejectRemarks,
    ApproveRemarks,
    DenyRemarks,
    EngineerCancelRemarks,
    ApproverCancelRemarks,
    RevokeRemarks,
    CompleteRemarks,
    Actions,
    ActionEnds,
};

using WordList = std::vector<const char *>;

const std::vector<WordList> &wordLists();

} // namespace lockbox::demo
