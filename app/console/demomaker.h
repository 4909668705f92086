#pragma once

#include "core/service/locallockbox.h"

#include <QObject>

#include <thread>

namespace lockbox::ui {

/// Makes a demo store on a thread of its own. Cancelled and joined when destroyed.
class DemoMaker : public QObject
{
    Q_OBJECT

public:
    /// `options` say where the log's key and pin go.
    DemoMaker(const QString &path, const LocalOptions &options, QObject *parent = nullptr);

    void start();
    /// finished() then tells Interrupted, and nothing is left of the store.
    void cancel();

signals:
    void progressed(qint64 done, qint64 total);
    void finished(const lockbox::Result<void> &made);

private:
    QString m_path;
    LocalOptions m_options;
    std::jthread m_worker;
};

} // namespace lockbox::ui
