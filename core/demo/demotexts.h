#pragma once

#include "core/demo/demorandom.h"

namespace lockbox::demo {

/// On which occasion somebody writes something.
enum class Occasion {
    Authorize,
    Reject,
    Approve,
    Deny,
    CancelByEngineer,
    CancelByApprover,
    Revoke,
    Complete,
    Action,
};

/// Why an engineer asks for access to `service`: thousands of sentences, now and then with a word that is rare.
QString reasonText(Random &random, const QString &service);

/// What goes with a step; empty where people often write nothing.
QString remarkText(Random &random, Occasion occasion);

/// The letters with which a service's support cases begin ("EXSR").
QString caseLetters(const QString &service);

} // namespace lockbox::demo
