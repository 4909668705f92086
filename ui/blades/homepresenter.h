#pragma once

#include "ui/blades/homeworkflow.h"
#include "ui/shell/consolecontext.h"

#include <QObject>

namespace lockbox::ui {

/// What Home tells, without its widgets: which of its faces to show, what waits and who is inside at this moment, and which
/// request the workflow diagrams follow.
class HomePresenter : public QObject
{
    Q_OBJECT

public:
    enum class Face {
        Loading,  ///< Nothing has been read yet.
        Overview, ///< The customer's side: what waits, who is inside, is all in order.
        Provider, ///< The provider's side: how many requests stand where.
        NoAccess, ///< The account has no role here.
        Failed,   ///< Nothing could be read; error() says why.
    };

    explicit HomePresenter(ConsoleContext &context, QObject *parent = nullptr);

    Face face() const { return m_face; }
    const Overview &overview() const { return m_overview; }
    /// Why the last refresh failed; what is shown may then be old.
    const std::optional<Error> &error() const { return m_error; }

    qint64 count(RequestState state) const;
    bool mayDecide() const { return m_context.may(rules::Operation::Approve); }
    bool mayRevoke() const { return m_context.may(rules::Operation::Revoke); }

    /// Requests that the diagrams can follow: waiting ones, those with open access, and the one that was asked for.
    std::vector<AccessRequest> followable() const;
    /// The request that the diagrams follow: the chosen one as long as it is there, else the most urgent.
    std::optional<AccessRequest> followed() const;
    void follow(const RequestId &id);
    /// The diagrams follow this request (a GUID or a reference number), in whatever state it is.
    void followAny(const QString &request);
    std::optional<WorkflowPlace> place() const;

    void refresh();
    /// The time has moved on. What has passed its deadline is dropped at once, and the store asked again.
    void tick();

signals:
    void changed();

private:
    void take(Result<Overview> overview);
    /// Reads one request that the lists may not hold; `then` runs where it was found.
    void readOther(const QString &request, const std::function<void(const AccessRequest &)> &then);

    ConsoleContext &m_context;
    Face m_face = Face::Loading;
    Overview m_overview;
    std::optional<Error> m_error;
    RequestId m_followed;
    std::optional<AccessRequest> m_other; ///< The one that followAny() asked for.
};

} // namespace lockbox::ui
