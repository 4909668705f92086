#pragma once

#include <QWidget>

#include <functional>
#include <vector>

namespace lockbox::ui {

class Blade;
class BladeFrame;

/// A page with blades at its right. The last opened is on top; a strip of each one beneath stays visible. In a wide window the page
/// makes room, in a narrow one blades lie over it. Where one closes, the focus goes back to where it came from.
class BladeStack : public QWidget
{
    Q_OBJECT

public:
    explicit BladeStack(QWidget *page, QWidget *parent = nullptr);

    /// Takes the blade over and puts it above `above`, closing what lies there; null: above the page. False where a blade that
    /// would have to go refused; the new one is deleted then.
    bool open(Blade *blade, const Blade *above);
    /// Closes the blade and all above it, unless one refuses.
    bool close(const Blade *blade);
    bool closeTop();
    bool closeAll();
    /// Closes all without asking, for when another account signs in.
    void dropAll();

    std::vector<Blade *> blades() const;

    /// Below this width of the window blades lie over the page.
    static constexpr int wideWindow = 1200;
    /// How much of a blade beneath stays visible.
    static constexpr int strip = 12;

signals:
    /// A blade was put in; connect to its signals.
    void opened(lockbox::ui::Blade *blade);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool mayCloseFrom(size_t first) const;
    void removeFrom(size_t first);
    size_t indexOf(const Blade *blade) const;
    void arrange();
    void slideIn(BladeFrame *frame);
    void moveFocusBack(QWidget *origin);

    QWidget *m_page;
    std::vector<BladeFrame *> m_frames;
};

} // namespace lockbox::ui
