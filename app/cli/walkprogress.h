#pragma once

#include "app/cli/output.h"

#include <QElapsedTimer>

namespace lockbox::cli {

/// Tells who waits at a terminal how far a walk through the history is, and how fast it goes.
class WalkProgress
{
public:
    /// `doing` is what is done: "verifying".
    WalkProgress(Output &output, const QString &doing);
    /// Takes the remark away.
    ~WalkProgress();
    Q_DISABLE_COPY_MOVE(WalkProgress)

    void show(qint64 done, qint64 total);

private:
    Output &m_output;
    QString m_doing;
    QElapsedTimer m_timer;
    qint64 m_next = 0; ///< When to speak again, in milliseconds.
};

} // namespace lockbox::cli
