#pragma once

#include "core/demo/demorandom.h"
#include "core/demo/demostep.h"

#include <deque>

namespace lockbox::demo {

/// How a request's story ends, or how far it has come at the demo's present.
enum class Fate {
    Rejected,
    WithdrawnBeforeManager,
    Withdrawn,
    CanceledByApprover,
    Denied,
    Expired,
    Revoked,
    Closed,
    RanOut,
    WaitsForManager,
    WaitsForCustomer,
    HasAccess,
};

/// Every fate of an ordinary request, once each.
const std::vector<Fate> &ordinaryFates();

/// A request that is under way at the demo's present; times are minutes before it.
struct OpenPlot {
    Fate fate;
    int submitted;
    int authorized;
    int decided;
    int hours; ///< Asked for.
    const char *service;
};

/// What is under way at the demo's present, the most important first: three that wait with different times left, two with
/// access, two that wait for the manager.
const std::vector<OpenPlot> &openPlots();

/// Thinks out the steps of one request after another.
class Plotter
{
public:
    explicit Plotter(Random &random, qint64 requests) : m_random(random), m_requests(requests) {}

    /// A request filed at `at` whose story ends before the demo's present. With a fate given, that one, if there is time for it.
    std::vector<Step> ordinary(qint64 request, Timestamp at, std::optional<Fate> fate);
    std::vector<Step> open(qint64 request, Timestamp at, const OpenPlot &plot);

private:
    struct Draft;
    struct Delays;

    Fate fate();
    Delays delays(Fate fate, Timestamp at);
    Timestamp decisionTime(Timestamp notified);
    std::chrono::milliseconds span(const std::vector<int> &minutes);
    Draft draft(qint64 request, Timestamp at, const QString &service,
                std::chrono::seconds duration);
    QString reference(const QString &service, Timestamp at, qint64 request);
    void authorize(Draft &draft, Timestamp at);
    void approve(Draft &draft, Timestamp at);
    void decide(Draft &draft, Fate fate, Timestamp at);
    void act(Draft &draft, Timestamp until);

    struct Case {
        QString reference;
        QString service;
    };
    Random &m_random;
    qint64 m_requests;
    qint64 m_caseNumber = 211'000;
    std::deque<Case> m_recentCases;
};

} // namespace lockbox::demo
