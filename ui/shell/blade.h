#pragma once

#include <QWidget>

namespace lockbox::ui {

/// A piece of the console with a title: either a page (in the content area, reached by the
/// navigation) or a blade that slides in from the right. The shell draws the frame (title, close
/// button); the blade fills it. A blade asks the shell for things by signals and knows no other
/// blade. It brings its own margins: 24 at the sides, 8 above and below.
class Blade : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Preferred width beside the list, in device-independent pixels; pages ignore it.
    virtual int bladeWidth() const { return 420; }
    virtual QString title() const = 0;
    /// The line under the title; may be empty.
    virtual QString subtitle() const { return {}; }
    /// Fixed area at the bottom for actions, or null. Owned by the blade.
    virtual QWidget *footer() { return nullptr; }
    /// Asked before closing: false keeps the blade open (it shows its own "unsaved changes"
    /// question in place).
    virtual bool mayClose() { return true; }
    /// Called when the store's content changed (any process), or F5. Keep selection, scroll and
    /// what was typed.
    virtual void refresh() {}
    /// What the page shall show, where navigateRequested() led here with an argument: a request's
    /// id or reference, a user name, an event's number ("#12"), or a text to search for.
    virtual void showArgument(const QString &argument) { Q_UNUSED(argument) }
    /// The widget that gets the focus when the blade opens; null: the first that takes it.
    virtual QWidget *initialFocus() { return nullptr; }

signals:
    void titleChanged();
    /// Close me (and what is stacked above me).
    void closeRequested();
    /// Open this blade above me. The shell takes ownership.
    void openRequested(lockbox::ui::Blade *blade);
    /// Go to a page by its id ("home", "users", "security", "requests", "inbox", "auditlog", "desk"),
    /// optionally with what to select there.
    void navigateRequested(const QString &pageId, const QString &argument);
    /// Told to screen readers.
    void announced(const QString &text);
};

} // namespace lockbox::ui
