#pragma once

#include "ui/async/servicerunner.h"
#include "ui/models/eventreading.h"
#include "ui/models/eventroles.h"
#include "ui/models/tablemodel.h"

namespace lockbox::ui {

/// The history as a list of any length, newest first. Holds a window of events around what is
/// looked at and fetches on both sides; a search goes on by itself until there is a page to show.
/// Events never change: a refresh adds what is new.
class EventsModel final : public TableModel<Event, qint64>
{
    Q_OBJECT

public:
    /// What a load was for.
    enum class Load { None, First, Last, At, More, Before, Refresh };
    Q_ENUM(Load)

    static constexpr int pageSize = 100;
    static constexpr int maxRows = 1000;

    explicit EventsModel(ServiceRunner &runner, QObject *parent = nullptr);

    /// Who asks. The rows of somebody else are dropped at once, and read anew where there were any.
    void setSession(const Session &session);

    /// Shows other events, from the newest. The old rows stay until the first answer.
    void setFilter(const EventFilter &filter);
    const EventFilter &filter() const { return m_filter; }

    /// Reads what is new.
    void refresh();
    void showFirst();
    void showLast();
    /// Shows the event with this number and what is older, of all events.
    void showAt(qint64 seq);
    bool isAtStart() const { return !m_newer; }
    bool isAtEnd() const { return m_hasLoaded && !m_older; }

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    bool canFetchBefore() const;
    void fetchBefore();

    Load loading() const { return m_loading; }
    /// True from the first whole answer on.
    bool hasLoaded() const { return m_hasLoaded; }
    /// How far back was looked for what is shown.
    const std::optional<Timestamp> &lookedTo() const { return m_lookedTo; }

    /// The event with which something is wrong; 0 for none.
    void setFlaw(qint64 seq);

signals:
    void loadStarted(lockbox::ui::EventsModel::Load load);
    /// Rows have come, or none, and the load goes on.
    void partLoaded();
    void loaded(lockbox::ui::EventsModel::Load load);
    void loadFailed(const lockbox::Error &error);

protected:
    int columns() const override { return eventColumnCount; }
    QVariant header(int column, int role) const override;
    QVariant cell(const Event &event, int column, int role) const override;
    qint64 keyOf(const Event &event) const override { return event.seq; }

private:
    void start(Load load, EventDirection direction, qint64 after);
    void readPart(Load load, EventDirection direction, qint64 after);
    void onPart(Load load, EventDirection direction, Result<EventPart> part);
    void begin(Load load, const EventPart &part);
    void addOlder(EventPart part);
    void addNewer(EventPart part);
    void onNews(Result<EventNews> news);
    void insert(std::vector<Event> events);
    void finish(Load load);
    void fail(const Error &error);

    ServiceRunner &m_runner;
    Session m_session;
    EventFilter m_filter;
    Load m_loading = Load::None;
    bool m_hasLoaded = false;
    bool m_isStale = false;        ///< Something changed while a load was under way.
    bool m_isFresh = false;        ///< The load under way has had no answer yet.
    int m_missing = 0;             ///< Rows that the load under way is still to bring.
    qint64 m_at = 0;               ///< The event that Load::At is for.
    qint64 m_head = 0;             ///< The newest event known, whether it is shown or not.
    std::optional<qint64> m_older; ///< After this number older events go on.
    std::optional<qint64> m_newer; ///< After this number newer ones do.
    std::optional<Timestamp> m_lookedTo;
    qint64 m_flaw = 0;
};

} // namespace lockbox::ui
