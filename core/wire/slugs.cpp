#include "core/wire/slugs.h"

#include "core/domain/user.h"

namespace lockbox::wire {

namespace {

template<typename T>
void take(Result<void> &result, T &value, const Result<T> &parsed)
{
    if (parsed)
        value = *parsed;
    else
        result = failure(parsed);
}

/// For enumerations whose names nothing else reads.
template<typename T>
Result<void> readOneOf(QStringView text, T &value, std::initializer_list<T> all)
{
    for (const T one : all) {
        if (slugOf(one) == text) {
            value = one;
            return {};
        }
    }
    return failure(ErrorCode::InvalidArgument, QStringLiteral("\"%1\"").arg(text.left(64)));
}

} // namespace

QString slugOf(Role role)
{
    return toSlug(role);
}

QString slugOf(Side side)
{
    return toSlug(side);
}

QString slugOf(RequestState state)
{
    return toSlug(state);
}

QString slugOf(EventKind kind)
{
    return toSlug(kind);
}

QString slugOf(NoticeKind kind)
{
    return toSlug(kind);
}

QString slugOf(DeliveryState state)
{
    return toSlug(state);
}

QString slugOf(MailSecurity security)
{
    return toSlug(security);
}

QString slugOf(MailVerdict::Kind kind)
{
    switch (kind) {
    case MailVerdict::Kind::Genuine: return QStringLiteral("genuine");
    case MailVerdict::Kind::Altered: return QStringLiteral("altered");
    case MailVerdict::Kind::Unknown: break;
    }
    return QStringLiteral("unknown");
}

QString slugOf(RequestSort sort)
{
    switch (sort) {
    case RequestSort::PendingFirst: return QStringLiteral("pendingFirst");
    case RequestSort::SubmittedAt: return QStringLiteral("submittedAt");
    case RequestSort::Reference: return QStringLiteral("reference");
    case RequestSort::Service: return QStringLiteral("service");
    case RequestSort::Requestor: return QStringLiteral("requestor");
    case RequestSort::State: break;
    }
    return QStringLiteral("state");
}

QString slugOf(ErrorCode code)
{
    return toSlug(code);
}

Result<void> readSlug(QStringView text, Role &role)
{
    Result<void> result;
    take(result, role, parseRole(text));
    return result;
}

Result<void> readSlug(QStringView text, Side &side)
{
    return readOneOf(text, side, {Side::Customer, Side::Provider});
}

Result<void> readSlug(QStringView text, RequestState &state)
{
    Result<void> result;
    take(result, state, parseRequestState(text));
    return result;
}

Result<void> readSlug(QStringView text, EventKind &kind)
{
    Result<void> result;
    take(result, kind, parseEventKind(text));
    return result;
}

Result<void> readSlug(QStringView text, NoticeKind &kind)
{
    Result<void> result;
    take(result, kind, parseNoticeKind(text));
    return result;
}

Result<void> readSlug(QStringView text, DeliveryState &state)
{
    Result<void> result;
    take(result, state, parseDeliveryState(text));
    return result;
}

Result<void> readSlug(QStringView text, MailSecurity &security)
{
    Result<void> result;
    take(result, security, parseMailSecurity(text));
    return result;
}

Result<void> readSlug(QStringView text, MailVerdict::Kind &kind)
{
    using Kind = MailVerdict::Kind;
    return readOneOf(text, kind, {Kind::Genuine, Kind::Altered, Kind::Unknown});
}

Result<void> readSlug(QStringView text, RequestSort &sort)
{
    using Sort = RequestSort;
    return readOneOf(text, sort,
                     {Sort::PendingFirst, Sort::SubmittedAt, Sort::Reference, Sort::Service,
                      Sort::Requestor, Sort::State});
}

Result<void> readSlug(QStringView text, ErrorCode &code)
{
    using Code = ErrorCode;
    return readOneOf(
        text, code,
        {Code::InvalidArgument, Code::NotFound,        Code::Ambiguous,        Code::AlreadyExists,
         Code::NotPermitted,    Code::WrongState,      Code::ChangedMeanwhile, Code::NotSupported,
         Code::StoreMissing,    Code::StoreLocked,     Code::StoreDamaged,     Code::StoreForeign,
         Code::StoreTooNew,     Code::StoreUnwritable, Code::StoreUnreachable, Code::StoreConflict,
         Code::StoreFull,       Code::OutcomeUnknown,  Code::LogBroken,        Code::Interrupted,
         Code::SignInRequired,  Code::TooManyTries,    Code::Unreachable,      Code::Internal});
}

} // namespace lockbox::wire
