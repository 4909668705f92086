#include "core/demo/demowords.h"

namespace lockbox::demo {

namespace {

/// What goes wrong in each service, and what the engineer needs to see.
std::vector<WordList> problems()
{
    return {
        // Exchange: what is wrong, and what would tell.
        {"Messages stay in the transport queue", "Calendar items are duplicated after a move",
         "The mailbox search returns nothing", "A retention policy removes items too early",
         "A shared mailbox shows stale folders", "Inbox rules stop after the first match",
         "Out-of-office replies are sent twice", "The archive does not grow beyond 100 GB",
         "Free/busy lookups time out", "A room accepts overlapping bookings",
         "Attachments arrive as winmail.dat", "Recovered items lose their categories"},
        {"need to read the headers of three sample messages", "need to look at the item properties",
         "need to compare the folder hierarchy with the index",
         "need to open the affected calendar item", "need to export the mailbox diagnostics",
         "need to see the rule's conditions and order",
         "need to trace one message through the journal"},
        // SharePoint
        {"A list view fails with a threshold error", "Search shows documents that were deleted",
         "A workflow stops at the approval step", "Version history is incomplete",
         "Permissions on a library are not inherited", "A page loses its web parts",
         "The term store can't be edited", "Site collection quota is reported wrongly",
         "A document set can't be checked in", "Metadata is missing after the migration"},
        {"need to read the list's schema", "need to open the document's version history",
         "need to look at the crawl log of the library", "need to compare the stored permissions",
         "need to inspect the page's properties", "need to read the workflow's instance data"},
        // OneDrive
        {"Synchronisation stops at one file", "Files reappear after deletion",
         "Shared links open an empty folder", "The recycle bin can't be emptied",
         "A restored folder is incomplete", "Upload of large files breaks off",
         "Storage use is counted twice", "File names with umlauts can't be opened"},
        {"need to read the file's metadata", "need to look at the sync journal of the drive",
         "need to open the damaged folder", "need to compare the sharing records",
         "need to check the stored file versions"},
        // Teams
        {"A channel's messages are missing", "Meeting recordings can't be found",
         "Guests see a removed team", "Chat search returns results of others",
         "Tabs of a channel are empty", "Call quality records are not written",
         "A private channel lost its owner", "Retention does not apply to chats"},
        {"need to read the channel's message index", "need to look at the meeting's artefacts",
         "need to open the team's membership history", "need to inspect the chat's retention marks",
         "need to read the tab's stored settings"},
    };
}

/// Where it goes wrong, and in which project.
std::vector<WordList> places()
{
    return {
        // Where.
        {"for the finance department", "in the Oslo office", "for the board's assistants",
         "since the tenant move", "after the directory synchronisation",
         "for users of the legal team", "on mobile devices only", "for one executive",
         "since the update of last week", "in the Wellington branch", "for the payroll group",
         "after a password reset", "for external partners", "in the Nairobi call centre",
         "for new employees", "since the licence change"},
        // Projects, ever rarer.
        {"Borealis", "Kestrel", "Obsidian", "Marigold", "Tamarind", "Halcyon", "Zephyr", "Quokka",
         "Isinglass", "Palimpsest", "Sassafras", "Axolotl", "Zeugma", "Petrichor", "Quincunx",
         "Xylograph"},
    };
}

/// What people remark when they decide, withdraw, revoke and close.
std::vector<WordList> remarks()
{
    return {
        // The manager's yes, and no.
        {"Checked against the support case.", "Customer is on the line.",
         "Least access that will do.", "Escalated twice already, go ahead.",
         "Reviewed with the duty lead.", "Severity A, approved.", "Read-only is enough here."},
        {"Logs without content will do here.", "Reason is too vague, name the item.",
         "Customer did not agree to a content check yet.",
         "Duplicate of another request for the same case.", "Ask the customer for a trace first.",
         "Not needed since the fix was rolled out.", "Wrong service, file it again."},
        // The customer's yes, and no.
        {"Agreed with the service desk.", "Go ahead, the user knows.",
         "Please keep to the affected mailbox.", "Approved by phone with the team lead.",
         "Only for the items in the support case.", "Urgent, thank you.",
         "Approved, please record every step.", "Data owner has agreed.", "OK for today."},
        {"No support case is known to us.", "The data owner does not agree.",
         "Contains personal files; use a test account.", "Too long a window for this reason.",
         "We will reproduce it ourselves first.", "Legal hold, no access for now.",
         "Ask again after the audit.", "The problem no longer occurs.",
         "Reason does not match the case."},
        // Withdrawn by the engineer, by an approver.
        {"Solved without access.", "Filed for the wrong tenant.", "Customer closed the case.",
         "Handed over to another engineer.", "Found in the telemetry."},
        {"The case was closed this morning.", "Requested twice.",
         "Decided with the provider by phone.", "Superseded by a newer request."},
        // Revoked.
        {"Work is done, ending early.", "Access was wider than agreed.",
         "The user is back and objects.", "Change freeze begins.", "No activity for two hours.",
         "Ending access as a precaution."},
        // Closed by the engineer.
        {"Cause found, no further access needed.", "Fix applied and checked with the customer.",
         "Enough data collected for the product group.", "Could not be reproduced; closing.",
         "Workaround given to the customer.", "Items repaired."},
    };
}

/// What engineers record of their work.
std::vector<WordList> actions()
{
    return {
        // What was done, and how it ended.
        {"Opened the affected item", "Read the message headers", "Exported the diagnostics log",
         "Compared the index with the stored items", "Looked at the permission entries",
         "Ran the integrity check", "Repaired the damaged view",
         "Rebuilt the search index of the folder", "Checked the retention marks",
         "Listed the folder's properties", "Verified the fix with a test item"},
        {"without findings.", "and noted the result in the case.", "together with the customer.",
         "on one sample.", "for three items.", "and found the cause.", "twice, same result.",
         "read-only."},
    };
}

} // namespace

const std::vector<WordList> &wordLists()
{
    static const std::vector<WordList> lists = [] {
        std::vector<WordList> all;
        for (const auto &part : {problems(), places(), remarks(), actions()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return lists;
}

} // namespace lockbox::demo
