#pragma once

#include "core/domain/requestquery.h"
#include "core/service/lockboxservice.h"
#include "ui/async/servicerunner.h"
#include "ui/models/requestpages.h"
#include "ui/models/requestroles.h"
#include "ui/models/tablemodel.h"

namespace lockbox::ui {

/// A list of requests of any length. Holds a window of pages around what is looked at, fetches on both sides, and tells the time
/// that is left as the clock goes on. Rows are matched by id, so a refresh keeps what is selected.
class RequestsModel final : public TableModel<AccessRequest, RequestId>
{
    Q_OBJECT

public:
    /// What a load was for.
    enum class Load { None, First, Last, Refresh, More, Before };
    Q_ENUM(Load)

    static constexpr int pageSize = 100;
    static constexpr int maxRows = 1000;

    explicit RequestsModel(ServiceRunner &runner, QObject *parent = nullptr);

    /// Who asks. The rows of somebody else are dropped at once, and read anew where there were any.
    void setSession(const Session &session);
    /// What customers read as the requestor: "Microsoft Engineer".
    void setRequestorName(const QString &name);
    /// The present by the store's clock; deadlines that have passed take effect.
    void setNow(Timestamp now);
    Timestamp now() const { return m_now; }

    /// Shows another list, from its start. The old rows stay until the new ones are there. `limit` and position are the model's own.
    void setQuery(const RequestQuery &query);
    const RequestQuery &query() const { return m_query; }

    /// Reads again what is shown.
    void refresh();
    /// Shows the first or the last rows of the whole list.
    void showFirst();
    void showLast();
    bool isAtStart() const { return m_pages.atStart(); }
    bool isAtEnd() const { return m_pages.atEnd(); }

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    bool canFetchBefore() const;
    void fetchBefore();

    Load loading() const { return m_loading; }
    /// True from the first answer on.
    bool hasLoaded() const { return m_hasLoaded; }
    /// The moments at which the clock alone changes a row.
    std::vector<Timestamp> deadlines() const;

signals:
    void loadStarted(lockbox::ui::RequestsModel::Load load);
    void loaded(lockbox::ui::RequestsModel::Load load);
    void loadFailed(const lockbox::Error &error);

protected:
    int columns() const override { return requestColumnCount; }
    QVariant header(int column, int role) const override;
    QVariant cell(const AccessRequest &request, int column, int role) const override;
    RequestId keyOf(const AccessRequest &request) const override { return request.id; }

private:
    using Pages = std::vector<Page<AccessRequest>>;
    using Call = std::function<Result<Pages>(LockboxService &)>;

    void start(Load load, Call call);
    void finish(Load load, Result<Pages> pages);
    void show(Load load, Pages pages);
    void replacePages(Load load, Pages pages);
    RequestQuery pageQuery(const QString &after = {}) const;

    ServiceRunner &m_runner;
    Session m_session;
    QString m_requestorName;
    Timestamp m_now{};
    RequestQuery m_query;
    RequestPages m_pages{maxRows};
    Load m_loading = Load::None;
    bool m_hasLoaded = false;
    bool m_isStale = false; ///< Something changed while a load was under way.
};

} // namespace lockbox::ui
