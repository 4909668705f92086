#include "ui/widgets/errortext.h"

#include "ui/widgets/statetext.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Translations of what is said about refusals.
struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// The error's own words as a sentence.
QString sentence(const Error &error)
{
    if (error.message.isEmpty())
        return ErrorText::tr("This did not work.");
    const QString text = error.message.at(0).toUpper() + error.message.mid(1);
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

QString withAdvice(const Error &error, const QString &advice)
{
    return ErrorText::tr("%1 %2").arg(sentence(error), advice);
}

/// "Approved by alex@contoso.com on 5 February 2026 20:11 (2026-02-05 19:11 UTC)."
QString decisionSentence(const Error &error, const QString &state)
{
    if (error.decidedBy.isEmpty() && !error.decidedAt)
        return ErrorText::tr("The request's state is now: %1.").arg(state);
    const QString who = error.decidedBy.isEmpty() ? ErrorText::tr("the clock") : error.decidedBy;
    if (!error.decidedAt)
        return ErrorText::tr("%1, decided by %2.").arg(state, who);
    return ErrorText::tr("%1, decided by %2 on %3 (%4).")
        .arg(state, who, dateTimeText(*error.decidedAt), utcText(*error.decidedAt));
}

QString wrongStateText(const Error &error)
{
    const auto state = parseRequestState(error.state);
    if (!state)
        return withAdvice(error, ErrorText::tr("Refresh to see how things stand."));
    switch (*state) {
    case RequestState::Expired:
        return ErrorText::tr("This is no longer possible: the request expired, nobody had decided "
                             "in time. The engineer can file a new one.");
    case RequestState::Completed:
        return ErrorText::tr("This is no longer possible: access has already ended. %1")
            .arg(decisionSentence(error, ErrorText::tr("It was approved")));
    case RequestState::Submitted:
        return ErrorText::tr("This is not possible yet: the request waits for the provider's "
                             "manager.");
    case RequestState::Pending:
        return ErrorText::tr(
            "This is not possible: the request waits for the customer's decision.");
    default: break;
    }
    return ErrorText::tr("This is no longer possible. %1")
        .arg(decisionSentence(error, stateText(*state)));
}

QString storeErrorText(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StoreMissing:
        return withAdvice(error, ErrorText::tr("Check the path, or make a store with "
                                               "\"lockbox init\"."));
    case ErrorCode::StoreLocked:
        return ErrorText::tr("Another program keeps the store busy. Nothing was changed; try again "
                             "in a moment.");
    case ErrorCode::StoreDamaged:
        return withAdvice(error, ErrorText::tr("Nothing was changed. Bring back the last good copy "
                                               "of the file."));
    case ErrorCode::StoreForeign:
        return withAdvice(error, ErrorText::tr("It was left untouched. Choose another file."));
    case ErrorCode::StoreTooNew:
        return withAdvice(error, ErrorText::tr("Open it with the version of this program that "
                                               "wrote it, or a newer one."));
    case ErrorCode::StoreUnwritable:
        return withAdvice(error, ErrorText::tr("Check who may write to the file and its folder."));
    case ErrorCode::StoreUnreachable:
        return withAdvice(error, ErrorText::tr("Nothing was changed. Check the connection to the "
                                               "server, and try again."));
    case ErrorCode::StoreConflict:
        return ErrorText::tr("Another change came in between. Nothing was changed; try again.");
    default: break;
    }
    return ErrorText::tr("The disk is full, so nothing was saved. Free some space and try again.");
}

} // namespace

QString errorText(const Error &error)
{
    if (isStoreError(error.code))
        return storeErrorText(error);
    switch (error.code) {
    case ErrorCode::WrongState: return wrongStateText(error);
    case ErrorCode::ChangedMeanwhile:
        return ErrorText::tr("It was changed meanwhile. Nothing was saved; look at it as it is "
                             "now.");
    case ErrorCode::NotPermitted:
        return withAdvice(error, ErrorText::tr("Ask a global administrator for the role."));
    case ErrorCode::NotFound:
        return withAdvice(error, ErrorText::tr("It may have been changed meanwhile, or this "
                                               "account can't see it."));
    case ErrorCode::Ambiguous:
        return withAdvice(
            error,
            ErrorText::tr("Choose one of: %1.").arg(error.candidates.join(ErrorText::tr(", "))));
    case ErrorCode::OutcomeUnknown:
        return ErrorText::tr("The connection to the server broke while this was saved. Look "
                             "whether it was done before you try again.");
    case ErrorCode::LogBroken:
        return withAdvice(error,
                          ErrorText::tr("Was a backup put back on purpose? Then take the log as it "
                                        "is now with “lockbox log pin --replace”. If not, find out "
                                        "first what happened to the store."));
    case ErrorCode::Interrupted: return ErrorText::tr("This was stopped. Nothing was changed.");
    case ErrorCode::SignInRequired: return withAdvice(error, ErrorText::tr("Sign in again."));
    case ErrorCode::Unreachable:
        return withAdvice(error, ErrorText::tr("The console connects again by itself."));
    case ErrorCode::Internal:
        return withAdvice(error, ErrorText::tr("This is a fault of the program; nothing was "
                                               "changed."));
    default: break;
    }
    return sentence(error);
}

} // namespace lockbox::ui
