#include "tests/core/store/requestsamples.h"

#include <QStringList>

namespace lockbox::test {

using namespace std::chrono_literals;

namespace {

QString nth(const QStringList &list, int n)
{
    return list.at(n % list.size());
}

const QStringList &references()
{
    static const QStringList list = {
        QStringLiteral("EXSR359123"),       QStringLiteral("exsr359123"),
        QStringLiteral("CLB#TEST02052018"), QStringLiteral("Case 7"),
        QStringLiteral("Ärger 12"),         QStringLiteral("exsr400000")};
    return list;
}

const QStringList &requestors()
{
    static const QStringList list = {
        QStringLiteral("eve@fabrikam.com"), QStringLiteral("eve@fabrikam.com"),
        QStringLiteral("eve@fabrikam.com"), QStringLiteral("ed@fabrikam.com"),
        QStringLiteral("zoë@fabrikam.com")};
    return list;
}

const QStringList &reasons()
{
    static const QStringList list = {QStringLiteral("Mail flow stops at one mailbox"),
                                     QStringLiteral("Calendar shows old meetings"),
                                     QStringLiteral("Müller's mailbox can't be opened"),
                                     QStringLiteral("Search finds nothing"),
                                     QStringLiteral("Retention deletes too early"),
                                     QStringLiteral("A café's contact is lost"),
                                     QStringLiteral("Sync stops")};
    return list;
}

const QStringList &services()
{
    static const QStringList list = {QStringLiteral("Exchange"), QStringLiteral("SharePoint"),
                                     QStringLiteral("OneDrive"), QStringLiteral("Teams")};
    return list;
}

bool isDecided(RequestState state)
{
    return state != RequestState::Submitted && state != RequestState::Pending
           && state != RequestState::Expired;
}

} // namespace

Timestamp sampleTime()
{
    return Timestamp(1770318715s);
}

AccessRequest sampleRequest(int n, RequestState state)
{
    SeededIdSource ids(static_cast<quint64>(n) + 1);
    AccessRequest r{.id = RequestId(ids.next()),
                    .reference = nth(references(), n * 7 / 3),
                    .service = nth(services(), n / 2),
                    .reason = nth(reasons(), n),
                    .requestor = nth(requestors(), n),
                    .duration = 1h,
                    .state = state,
                    .submittedAt = sampleTime() + n * 1min};
    const Timestamp later = r.submittedAt + 1h;
    // A request is withdrawn before or after the manager's yes.
    const bool withdrawnEarly = state == RequestState::Canceled && n % 2 == 0;
    if (state != RequestState::Submitted && state != RequestState::Rejected && !withdrawnEarly) {
        r.authorization = Authorization{.by = QStringLiteral("max@fabrikam.com"), .at = later};
        r.notifiedAt = later;
        r.expiresAt = later + 12h;
    }
    if (isDecided(state))
        r.decision = Decision{.by = QStringLiteral("abe@contoso.com"),
                              .byName = QStringLiteral("Abe Approver"),
                              .role = Role::LockboxApprover,
                              .at = later + 1h,
                              .comment = QStringLiteral("decided")};
    if (state == RequestState::Approved || state == RequestState::Revoked
        || state == RequestState::Completed)
        r.access = AccessWindow{.start = later + 1h, .end = later + 2h, .endedBy = {}};
    if (state == RequestState::Revoked)
        r.access->endedBy = QStringLiteral("ada@contoso.com");
    return r;
}

int pick(std::mt19937 &random, int below)
{
    return static_cast<int>(random() % static_cast<quint32>(below));
}

std::vector<AccessRequest> sampleRequests(quint32 seed, int count)
{
    std::mt19937 random(seed);
    std::vector<AccessRequest> requests;
    for (int n = 0; n < count; ++n) {
        const int chance = pick(random, 100);
        const auto &states = allRequestStates();
        const RequestState state = chance < 60
                                       ? RequestState::Completed
                                       : states.at(static_cast<size_t>(chance) % states.size());
        requests.push_back(sampleRequest(n, state));
    }
    return requests;
}

} // namespace lockbox::test
