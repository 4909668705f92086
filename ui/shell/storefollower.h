#pragma once

#include "ui/shell/consolecontext.h"

#include <QTimer>

namespace lockbox::ui {

class ChangeFeed;

/// Follows the store's change feed for the signed-in account, and keeps what the context knows of store and account true: it reads
/// again what the news concern.
class StoreFollower : public QObject
{
    Q_OBJECT

public:
    explicit StoreFollower(ConsoleContext &context, QObject *parent = nullptr);

    /// Follows for the context's account from now on. What is read by the context's runner after this call is not missed by the feed.
    void start();
    /// Asks at once, and anew: the line to the store may be dead, or back.
    void probe();
    void readInfo();
    /// Reads the account, whose roles may have changed, and whose part else can be taken.
    void readAccounts();

signals:
    /// The store's content changed, by whichever process; a few times a second at most.
    void changed();
    /// What changed, as the feed tells it.
    void newsCame(const lockbox::Changes &news);
    /// The store answered: what is shown is as of now.
    void heard();
    void failed(const lockbox::Error &error);
    void recovered();
    /// Demo stores only.
    void personasRead(const std::vector<lockbox::User> &personas);

private:
    void follow(qint64 after);
    void onNews(const Changes &news);
    void onAccount(const Result<User> &account);
    void readPersonas();

    ConsoleContext &m_context;
    ChangeFeed *m_feed = nullptr;
    QTimer m_telling;
};

} // namespace lockbox::ui
