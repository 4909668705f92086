#pragma once

#include "ui/blades/homepresenter.h"
#include "ui/blades/homerequestrow.h"
#include "ui/blades/requestact.h"
#include "ui/shell/blade.h"

class QBoxLayout;
class QScrollArea;
class QStackedWidget;

namespace lockbox::ui {

class EmptyState;
class HomeFlowPanel;
class HomeOrderCard;
class HomeProviderCard;
class HomeRequestCard;
class MessageBar;
class RequestsClock;

/// Home answers three questions at a glance: does something wait for me, who is inside right now,
/// is everything in order. Below them the workflow is drawn. The provider's side sees how its
/// requests stand instead.
class HomeBlade final : public Blade
{
    Q_OBJECT

public:
    explicit HomeBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Home"); }
    void refresh() override { m_presenter.refresh(); }
    /// A request's id: the workflow diagrams follow it, and are scrolled to.
    void showArgument(const QString &argument) override;
    /// Itself: Tab leads on to the first request, also when that appears later.
    QWidget *initialFocus() override { return this; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void connectParts();
    void showState();
    void showRequests();
    void showNothing();
    void onTick();
    void scrollToFlow();
    void openRequest(const RequestId &id, std::optional<RequestAct> act);
    HomeRequestRow::Content waitingRow(const AccessRequest &request) const;
    HomeRequestRow::Content openRow(const AccessRequest &request) const;

    ConsoleContext &m_context;
    HomePresenter m_presenter;
    MessageBar *m_messages;
    QStackedWidget *m_faces;
    EmptyState *m_empty;
    QWidget *m_loading;
    QWidget *m_content;
    QScrollArea *m_scroll;
    QBoxLayout *m_cards;
    HomeRequestCard *m_waiting;
    HomeRequestCard *m_inside;
    HomeOrderCard *m_order;
    HomeProviderCard *m_provider;
    HomeFlowPanel *m_flow;
    RequestsClock *m_clock;
    bool m_isFlowWanted = false; ///< As soon as there is something to scroll to.
};

} // namespace lockbox::ui
