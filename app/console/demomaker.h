#pragma once

#include "core/base/result.h"

#include <QObject>

#include <thread>

namespace lockbox::ui {

/// Makes a demo store on a thread of its own. Cancelled and joined when destroyed.
class DemoMaker : public QObject
{
    Q_OBJECT

public:
    explicit DemoMaker(const QString &path, QObject *parent = nullptr);

    void start();
    /// finished() then tells Interrupted, and nothing is left of the store.
    void cancel();

signals:
    void progressed(qint64 done, qint64 total);
    void finished(const lockbox::Result<void> &made);

private:
    QString m_path;
    std::jthread m_worker;
};

} // namespace lockbox::ui
