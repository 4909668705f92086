#pragma once

#include <QFrame>
#include <QPointer>

namespace lockbox::ui {

class Blade;
class ElidedLabel;
class IconButton;

/// What stands around a blade: title, subtitle and close button above it, its actions below it, always in sight.
class BladeFrame : public QFrame
{
    Q_OBJECT

public:
    /// Takes the blade over. `origin` is where the focus was.
    BladeFrame(Blade *blade, QWidget *origin, QWidget *parent);

    Blade &blade() const { return *m_blade; }
    int preferredWidth() const;
    /// Where the focus shall go when the blade has been closed; null if that is gone.
    QWidget *origin() const { return m_origin; }
    void takeFocus();

signals:
    void closeClicked();

private:
    QWidget *makeHead();
    QWidget *makeFooter(QWidget *actions);
    void showTitle();
    bool eventFilter(QObject *watched, QEvent *event) override;

    Blade *m_blade;
    QWidget *m_footer = nullptr;
    QPointer<QWidget> m_origin;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    IconButton *m_close;
};

} // namespace lockbox::ui
