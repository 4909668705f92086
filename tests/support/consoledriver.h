#pragma once

#include "core/service/locallockbox.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractItemView>
#include <QTest>

#include <atomic>
#include <functional>

namespace lockbox::test {

/// Uses the real window on a real store as a person does: looks for what can be seen, waits for what is to come, clicks and
/// types. What does not happen in time is false, with a warning that names it.
class ConsoleDriver
{
public:
    /// Opens the store at `path` as the given user, in a window of the given size.
    ConsoleDriver(const QString &path, const QString &user, const QSize &size = {1366, 820},
                  const LocalOptions &options = {});
    ~ConsoleDriver();

    ui::MainWindow &window() { return *m_window; }
    ui::ConsoleContext &context() { return *m_context; }

    /// The topmost widget of this name that can be seen, or null. A blade that is covered counts as unseen.
    template<typename T = QWidget>
    T *find(const QString &name) const
    {
        const QList<T *> all = m_window->findChildren<T *>(name);
        for (auto widget = all.crbegin(); widget != all.crend(); ++widget) {
            if ((*widget)->isVisible())
                return *widget;
        }
        return nullptr;
    }

    bool waitFor(const QString &what, const std::function<bool()> &happened) const;
    /// Waits until it can be pressed, and clicks on it.
    bool press(const QString &name) const;
    bool go(const QString &page) const;
    bool type(const QString &name, const QString &text) const;
    /// Clicks on the row that holds the text in one of its cells.
    bool chooseRow(const QString &table, const QString &text) const;
    /// Becomes somebody else by the account menu of a demo store.
    bool become(const QString &user) const;
    bool sees(const QString &name) const;
    /// The store is as good as unreachable from now on, and that was seen.
    bool loseConnection();
    /// Waits until nothing is being read or written, the log was verified by itself, and all is painted.
    bool settle() const;

private:
    std::shared_ptr<std::atomic<bool>> m_isCutOff = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<ui::ConsoleContext> m_context;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace lockbox::test
