#pragma once

#include "ui/shell/consolecontext.h"

#include <set>

namespace lockbox::ui {

/// What an administrator can do about a notice: send it again, or keep it from being sent.
class NoticeActs : public QObject
{
    Q_OBJECT

public:
    /// What is offered for one notice.
    struct Offer {
        bool retry = false;
        bool suppress = false;
        bool isBusy = false; ///< A call for it is under way.

        bool operator==(const Offer &) const = default;
    };

    explicit NoticeActs(ConsoleContext &context, QObject *parent = nullptr);

    /// Nothing to an account that may not.
    Offer offer(const Delivery &delivery) const;
    /// What is asked before it is kept from being sent.
    static QString question(const Delivery &delivery);

    void retry(const Delivery &delivery);
    void suppress(const Delivery &delivery);

signals:
    /// What is offered is another now.
    void changed();
    void done(const QString &text);
    void refused(const QString &text);

private:
    using Act = Result<Delivery> (LockboxService::*)(const Session &, qint64);

    void perform(Act act, const Delivery &delivery, const QString &doneText);

    ConsoleContext &m_context;
    std::set<qint64> m_busy;
};

} // namespace lockbox::ui
