#pragma once

#include "ui/blades/inboxmodel.h"
#include "ui/shell/consolecontext.h"

#include <QHash>
#include <QTimer>

namespace lockbox::ui {

/// The mails that have arrived for the signed-in person in a demo, and which of them is read.
class InboxPresenter : public QObject
{
    Q_OBJECT

public:
    enum class Face {
        Loading, ///< Nothing has been read yet.
        Mails,
        Empty,    ///< Nothing has arrived.
        NoAccess, ///< The account may not read notices.
        Failed,   ///< Nothing could be read; error() says why.
    };

    explicit InboxPresenter(ConsoleContext &context, QObject *parent = nullptr);

    Face face() const { return m_face; }
    InboxModel &mails() { return m_mails; }
    /// Why the last refresh failed; what is shown may then be old.
    const std::optional<Error> &error() const { return m_error; }
    bool hasOlder() const { return m_hasOlder; }
    /// "3 mails for Ada Berg <ada@contoso.com>"
    QString countText() const;

    /// The mail that is read; null for none.
    const Letter *current() const;
    void setCurrent(qint64 delivery);

    void refresh();
    void showOlder();

    /// As many are read at a time.
    static constexpr int step = 100;
    static constexpr int most = 1000;

signals:
    void changed();

private:
    /// What one look at the store brings.
    struct Reading {
        std::vector<Letter> letters; ///< Newest first.
        std::optional<Timestamp> nextAt;
        bool hasOlder = false;
    };
    using Known = QHash<qint64, Letter>;

    static Result<Reading> read(LockboxService &service, const Session &session, int limit,
                                Known known);
    static Result<std::optional<Timestamp>> nextArrival(LockboxService &service,
                                                        const Session &session);
    void take(Result<Reading> reading);
    void waitFor(const std::optional<Timestamp> &nextAt);

    ConsoleContext &m_context;
    InboxModel m_mails;
    Face m_face = Face::Loading;
    std::optional<Error> m_error;
    bool m_hasOlder = false;
    int m_limit = step;
    qint64 m_current = 0;
    QTimer m_arrival; ///< What is due later comes without an event.
};

} // namespace lockbox::ui
