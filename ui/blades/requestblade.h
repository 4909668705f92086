#pragma once

#include "ui/blades/requestpresenter.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

#include <QMap>

class QScrollArea;
class QVBoxLayout;

namespace lockbox::ui {

class DecisionPanel;
class MessageBar;
class RequestEvidence;
class RequestFooter;
class RequestNotices;
class RequestsClock;
class RequestStoryView;

/// One request: what it asks for, its story, and what the account may do with it. An act is
/// confirmed in the same blade; a refusal is told here in words, beside the state as it is now, and
/// what was typed stays.
class RequestBlade : public Blade
{
    Q_OBJECT

public:
    /// `request` is a GUID or a reference number. `first` is asked at once, if the account may do
    /// it.
    RequestBlade(ConsoleContext &context, const QString &request,
                 std::optional<RequestAct> first = {}, QWidget *parent = nullptr);

    QString title() const override { return m_presenter.title(); }
    QString subtitle() const override { return m_presenter.subtitle(); }
    QWidget *footer() override;
    bool mayClose() override;
    void refresh() override;
    QWidget *initialFocus() override;

    const QString &requestId() const { return m_request; }
    /// Asks for the confirmation of an act, as its button does.
    void ask(RequestAct act);

private:
    /// What one look at the store brings.
    struct Reading {
        RequestDetails details;
        Policy policy;
    };

    enum class View { Story, Deciding, Told };

    void buildBody();
    void onRead(const Result<Reading> &reading);
    void onTick();
    /// A policy that changed under an open confirmation changes what it would do: it is asked anew.
    void askAnew();
    void onActDone(RequestAct act, const ActInput &input, const Result<AccessRequest> &result);
    void onRefused(RequestAct act, const ActInput &input, const Error &error);
    void confirm();
    void back();
    void showStory();
    void tell(RequestAct act);
    void updateView();
    /// Tells a change of state that was not made here.
    void tellNews();
    /// Buttons that go or are disabled would let the focus leave the blade, and Escape with it.
    void keepFocus();
    void showTop();
    void dropPanel();

    ConsoleContext &m_context;
    QString m_request;
    std::optional<RequestAct> m_first;
    RequestPresenter m_presenter;
    View m_view = View::Story;
    bool m_isDiscardAsked = false;
    bool m_isSending = false;
    bool m_isReadFailed = false;
    bool m_isRefusalTold =
        false; ///< A refusal has said who was first; the next reading is no news.
    std::optional<RequestState> m_told; ///< The state that the reader knows of.
    QMap<int, ActInput> m_drafts;       ///< By act: what was typed and not yet stored.

    QScrollArea *m_scroll = nullptr;
    MessageBar *m_message = nullptr;
    RequestStoryView *m_story = nullptr;
    RequestNotices *m_notices = nullptr;
    RequestEvidence *m_evidence = nullptr;
    QVBoxLayout *m_body = nullptr;
    DecisionPanel *m_panel = nullptr;
    RequestFooter *m_footer = nullptr;
    RequestsClock *m_clock = nullptr;
};

} // namespace lockbox::ui
