#include "core/demo/demoplot.h"

#include "core/demo/democalendar.h"
#include "core/demo/demopeople.h"
#include "core/demo/demotexts.h"
#include "core/domain/validation.h"

#include <algorithm>

namespace lockbox::demo {

using namespace std::chrono;
using namespace std::chrono_literals;

/// The steps of one request while they are thought out.
struct Plotter::Draft {
    std::vector<Step> steps;
    QString engineer, manager;
    seconds window{0};
    Timestamp accessStart;

    Step &add(StepKind kind, Timestamp at, const QString &actor, const QString &text)
    {
        steps.push_back({.at = at,
                         .kind = kind,
                         .request = steps.empty() ? 0 : steps.front().request,
                         .last = false,
                         .actor = actor,
                         .wish = {},
                         .text = text,
                         .window = {}});
        return steps.back();
    }
};

/// When an ordinary request's turning points are.
struct Plotter::Delays {
    Timestamp authorized, decided;
    int endPercent; ///< How much of the window has passed when somebody ends the access.
};

const std::vector<Fate> &ordinaryFates()
{
    static const std::vector<Fate> fates = {Fate::RanOut,
                                            Fate::Denied,
                                            Fate::Expired,
                                            Fate::Closed,
                                            Fate::Rejected,
                                            Fate::Revoked,
                                            Fate::Withdrawn,
                                            Fate::CanceledByApprover,
                                            Fate::WithdrawnBeforeManager};
    return fates;
}

const std::vector<OpenPlot> &openPlots()
{
    // Pending ones expire 12 hours after the manager's yes: about 40 minutes, 5 hours and 11 hours are left.
    static const std::vector<OpenPlot> plots = {
        {Fate::WaitsForCustomer, 724, 680, 0, 4, "Exchange"},
        {Fate::WaitsForCustomer, 96, 61, 0, 2, "SharePoint"},
        {Fate::WaitsForCustomer, 447, 418, 0, 4, "Teams"},
        {Fate::HasAccess, 171, 148, 26, 4, "Exchange"},
        {Fate::HasAccess, 282, 251, 97, 3, "OneDrive"},
        {Fate::WaitsForManager, 12, 0, 0, 4, "SharePoint"},
        {Fate::WaitsForManager, 53, 0, 0, 1, "Exchange"},
    };
    return plots;
}

Fate Plotter::fate()
{
    struct Share {
        unsigned percent;
        Fate fate;
    };
    static const Share shares[] = {{36, Fate::RanOut},   {26, Fate::Closed},
                                   {10, Fate::Denied},   {9, Fate::Expired},
                                   {6, Fate::Rejected},  {6, Fate::Revoked},
                                   {3, Fate::Withdrawn}, {2, Fate::CanceledByApprover}};
    quint64 drawn = m_random.below(100);
    for (const Share &share : shares) {
        if (drawn < share.percent)
            return share.fate;
        drawn -= share.percent;
    }
    return Fate::WithdrawnBeforeManager;
}

/// A span of time between two neighbours of `minutes`, each pair as likely as the others.
milliseconds Plotter::span(const std::vector<int> &minutes)
{
    const auto at = m_random.below(minutes.size() - 1);
    return milliseconds(
        m_random.between(qint64(minutes[at]) * 60'000, qint64(minutes[at + 1]) * 60'000));
}

/// People decide at their desks if they can: of three moments the first in office hours.
Timestamp Plotter::decisionTime(Timestamp notified)
{
    static const std::vector<int> minutes = {1, 4, 9, 16, 28, 45, 80, 140, 260, 460, 709};
    Timestamp at;
    for (int attempt = 0; attempt < 3; ++attempt) {
        at = notified + span(minutes);
        if (isOfficeTime(at))
            break;
    }
    return at;
}

Plotter::Delays Plotter::delays(Fate fate, Timestamp at)
{
    static const std::vector<int> managerMinutes = {1, 3, 6, 11, 18, 27, 44, 75, 150, 340};
    Delays delays;
    delays.authorized = at + span(managerMinutes);
    delays.decided = decisionTime(delays.authorized);
    delays.endPercent =
        int(fate == Fate::Revoked ? m_random.between(4, 85) : m_random.between(12, 96));
    return delays;
}

QString Plotter::reference(const QString &service, Timestamp at, qint64 request)
{
    if (request % std::max<qint64>(37, m_requests / 50) == 11) {
        const year_month_day date(floor<days>(at));
        const auto two = [](unsigned number) {
            return QString::number(number).rightJustified(2, QLatin1Char('0'));
        };
        return QStringLiteral("CLB#TEST%1%2%3")
            .arg(two(unsigned(date.month())), two(unsigned(date.day())))
            .arg(int(date.year()));
    }
    // Case numbers rise with time; a year is worth some 400,000 of them, or one each where there are more requests.
    m_caseNumber +=
        m_random.between(1, std::max<qint64>(1, 800'000 / std::max<qint64>(m_requests, 1)));
    return caseLetters(service) + QString::number(m_caseNumber);
}

Plotter::Draft Plotter::draft(qint64 request, Timestamp at, const QString &service,
                              seconds duration)
{
    Draft draft;
    draft.engineer = m_random.pick(troupe().engineers);
    draft.manager = m_random.pick(troupe().managers);
    draft.window = duration;
    // One support case in eight or so needs another look.
    const bool known = !m_recentCases.empty() && m_random.percent(12);
    Case supportCase;
    if (known)
        supportCase = m_recentCases[m_random.below(m_recentCases.size())];
    else
        supportCase = {.reference = reference(service, at, request), .service = service};
    if (!known) {
        m_recentCases.push_back(supportCase);
        if (m_recentCases.size() > 12)
            m_recentCases.pop_front();
    }
    const QString reason = reasonText(m_random, supportCase.service);
    Step &step = draft.add(StepKind::Submit, at, draft.engineer, {});
    step.request = request;
    step.wish = {.reference = supportCase.reference,
                 .service = supportCase.service,
                 .reason = reason,
                 .duration = duration};
    return draft;
}

void Plotter::authorize(Draft &draft, Timestamp at)
{
    draft.add(StepKind::Authorize, at, draft.manager, remarkText(m_random, Occasion::Authorize));
}

void Plotter::approve(Draft &draft, Timestamp at)
{
    Step &step = draft.add(StepKind::Approve, at, m_random.pick(troupe().approvers),
                           remarkText(m_random, Occasion::Approve));
    if (draft.window > 1h && m_random.percent(16)) {
        draft.window = draft.window / 2;
        step.window = draft.window;
    }
    draft.accessStart = at;
}

/// What the engineer notes from the start of access until `until`.
void Plotter::act(Draft &draft, Timestamp until)
{
    static const std::vector<int> counts = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};
    const int count = m_random.pick(counts);
    const auto span = until - draft.accessStart;
    for (int i = 0; i < count; ++i) {
        const auto at = draft.accessStart + span * i / count
                        + milliseconds(m_random.between(20'000, span.count() / count));
        if (at < until)
            draft.add(StepKind::RecordAction, at, draft.engineer,
                      remarkText(m_random, Occasion::Action));
    }
}

void Plotter::decide(Draft &draft, Fate fate, Timestamp at)
{
    if (fate == Fate::Denied)
        draft.add(StepKind::Deny, at, m_random.pick(troupe().approvers),
                  remarkText(m_random, Occasion::Deny));
    else if (fate == Fate::CanceledByApprover)
        draft.add(StepKind::Cancel, at, m_random.pick(troupe().approvers),
                  remarkText(m_random, Occasion::CancelByApprover));
    else if (fate == Fate::Withdrawn)
        draft.add(StepKind::Cancel, at, draft.engineer,
                  remarkText(m_random, Occasion::CancelByEngineer));
    else if (fate != Fate::Expired)
        approve(draft, at);
}

static bool endsInAccess(Fate fate)
{
    return fate == Fate::RanOut || fate == Fate::Closed || fate == Fate::Revoked;
}

std::vector<Step> Plotter::ordinary(qint64 request, Timestamp at, std::optional<Fate> wanted)
{
    static const std::vector<int> quarters = {2, 4, 4, 8, 8, 12, 16, 16, 16};
    Fate fate = wanted.value_or(this->fate());
    Delays when = delays(fate, at);
    const QString service = m_random.pick(knownServices());
    Draft draft = this->draft(request, at, service, m_random.pick(quarters) * 15min);

    // Whoever comes late in the demo's year has a short story: it must be over at the demo's present.
    const bool late = std::max(when.decided, when.authorized + 12h) + 5h > demoNow();
    if (late) {
        when.authorized = at + milliseconds(m_random.between(60'000, 240'000));
        when.decided = when.authorized + milliseconds(m_random.between(60'000, 600'000));
        when.endPercent = 10;
        if (fate == Fate::Expired)
            fate = Fate::Denied;
        if (fate == Fate::RanOut)
            fate = Fate::Closed;
    }
    if (fate == Fate::Rejected) {
        draft.add(StepKind::Reject, when.authorized, draft.manager,
                  remarkText(m_random, Occasion::Reject));
    } else if (fate == Fate::WithdrawnBeforeManager) {
        draft.add(StepKind::Cancel, when.authorized, draft.engineer,
                  remarkText(m_random, Occasion::CancelByEngineer));
    } else {
        authorize(draft, when.authorized);
        decide(draft, fate, when.decided);
    }
    if (endsInAccess(fate)) {
        const auto end =
            when.decided
            + milliseconds(draft.window) * (fate == Fate::RanOut ? 97 : when.endPercent) / 100;
        act(draft, end);
        if (fate == Fate::Closed)
            draft.add(StepKind::Complete, end, draft.engineer,
                      remarkText(m_random, Occasion::Complete));
        if (fate == Fate::Revoked)
            draft.add(StepKind::Revoke, end, m_random.pick(troupe().approvers),
                      remarkText(m_random, Occasion::Revoke));
    }
    draft.steps.back().last = true;
    return std::move(draft.steps);
}

std::vector<Step> Plotter::open(qint64 request, Timestamp at, const OpenPlot &plot)
{
    const auto before = [&](int minutes) {
        return demoNow() - std::chrono::minutes(minutes)
               + milliseconds(m_random.between(-25'000, 25'000));
    };
    Draft draft =
        this->draft(request, at, QString::fromLatin1(plot.service), std::chrono::hours(plot.hours));
    if (plot.fate != Fate::WaitsForManager)
        authorize(draft, before(plot.authorized));
    if (plot.fate == Fate::HasAccess) {
        draft.accessStart = before(plot.decided);
        draft.add(StepKind::Approve, draft.accessStart, m_random.pick(troupe().approvers),
                  remarkText(m_random, Occasion::Approve));
        draft.add(StepKind::RecordAction, before(plot.decided / 2), draft.engineer,
                  remarkText(m_random, Occasion::Action));
    }
    draft.steps.back().last = true;
    return std::move(draft.steps);
}

} // namespace lockbox::demo
