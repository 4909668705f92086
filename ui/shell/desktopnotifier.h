#pragma once

#include <QObject>
#include <QString>

namespace lockbox::ui {

/// Shows notices on the person's desktop, outside the window. Title and body are plain text, whatever they hold.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void notify(const QString &id, const QString &title, const QString &body) = 0;
    /// Takes the notice back. Nothing where there is none.
    virtual void close(const QString &id) = 0;

signals:
    /// The notice was clicked.
    void activated(const QString &id);
};

} // namespace lockbox::ui
