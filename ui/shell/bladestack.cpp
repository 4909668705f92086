#include "ui/shell/bladestack.h"

#include "ui/shell/blade.h"
#include "ui/shell/bladeframe.h"

#include <QApplication>
#include <QPropertyAnimation>
#include <QStyle>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int slideMilliseconds = 160;

/// False where nobody looks, or where who looks wants no motion.
bool isMotionWanted(const QWidget &widget)
{
    return QGuiApplication::platformName() != QLatin1String("offscreen")
           && qEnvironmentVariableIsEmpty("LOCKBOX_REDUCE_MOTION")
           && widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) > 0;
}

} // namespace

BladeStack::BladeStack(QWidget *page, QWidget *parent) : QWidget(parent), m_page(page)
{
    page->setParent(this);
    page->show();
}

bool BladeStack::open(Blade *blade, const Blade *above)
{
    const size_t place = above ? indexOf(above) + 1 : 0;
    if (place < m_frames.size()) {
        if (!mayCloseFrom(place)) {
            delete blade;
            return false;
        }
        removeFrom(place);
    }
    auto *frame = new BladeFrame(blade, QApplication::focusWidget(), this);
    if (!m_frames.empty())
        m_frames.back()->setEnabled(false); // what is covered can't be reached by Tab
    m_frames.push_back(frame);
    connect(frame, &BladeFrame::closeClicked, this, [this, blade] { close(blade); });
    connect(blade, &Blade::closeRequested, this, [this, blade] { close(blade); });
    connect(blade, &Blade::openRequested, this, [this, blade](Blade *next) { open(next, blade); });
    emit opened(blade);
    frame->show();
    arrange();
    slideIn(frame);
    frame->takeFocus();
    return true;
}

size_t BladeStack::indexOf(const Blade *blade) const
{
    const auto found = std::ranges::find_if(
        m_frames, [blade](const BladeFrame *frame) { return &frame->blade() == blade; });
    return static_cast<size_t>(found - m_frames.begin());
}

std::vector<Blade *> BladeStack::blades() const
{
    std::vector<Blade *> all;
    for (const BladeFrame *frame : m_frames)
        all.push_back(&frame->blade());
    return all;
}

bool BladeStack::close(const Blade *blade)
{
    const size_t first = indexOf(blade);
    if (first >= m_frames.size())
        return true;
    if (!mayCloseFrom(first))
        return false;
    QWidget *origin = m_frames[first]->origin();
    removeFrom(first);
    if (!m_frames.empty())
        m_frames.back()->setEnabled(true);
    arrange();
    moveFocusBack(origin);
    return true;
}

bool BladeStack::closeTop()
{
    return m_frames.empty() || close(&m_frames.back()->blade());
}

bool BladeStack::closeAll()
{
    return m_frames.empty() || close(&m_frames.front()->blade());
}

void BladeStack::dropAll()
{
    removeFrom(0);
    arrange();
}

bool BladeStack::mayCloseFrom(size_t first) const
{
    for (size_t i = m_frames.size(); i > first; --i) {
        if (!m_frames[i - 1]->blade().mayClose())
            return false;
    }
    return true;
}

void BladeStack::removeFrom(size_t first)
{
    while (m_frames.size() > first) {
        BladeFrame *frame = m_frames.back();
        m_frames.pop_back();
        frame->hide();
        // Its own signal may have asked for it.
        frame->deleteLater();
    }
}

void BladeStack::moveFocusBack(QWidget *origin)
{
    if (origin && origin->isVisible() && origin->isEnabled())
        origin->setFocus(Qt::OtherFocusReason);
    else if (!m_frames.empty())
        m_frames.back()->takeFocus();
    else
        m_page->setFocus(Qt::OtherFocusReason);
}

void BladeStack::arrange()
{
    // A narrower blade widens, so that of the one beneath no more than the strip is seen.
    std::vector<int> widths;
    for (const BladeFrame *frame : m_frames) {
        const int least = widths.empty() ? 0 : widths.back() - strip;
        widths.push_back(qMin(qMax(frame->preferredWidth(), least), width()));
    }
    int left = widths.empty() ? width() : width() - widths.back();
    for (size_t i = m_frames.size(); i > 0; --i) {
        m_frames[i - 1]->setGeometry(left, 0, widths[i - 1], height());
        if (i > 1)
            left = qMax(0, left - strip);
    }
    for (BladeFrame *frame : m_frames)
        frame->raise();
    const bool besides = !m_frames.empty() && window()->width() >= wideWindow;
    m_page->setGeometry(0, 0, besides ? left : width(), height());
}

void BladeStack::slideIn(BladeFrame *frame)
{
    if (!isMotionWanted(*this))
        return;
    auto *slide = new QPropertyAnimation(frame, "pos", frame);
    slide->setDuration(slideMilliseconds);
    slide->setEasingCurve(QEasingCurve::OutCubic);
    slide->setStartValue(QPoint(width(), 0));
    slide->setEndValue(frame->pos());
    slide->start(QAbstractAnimation::DeleteWhenStopped);
}

void BladeStack::resizeEvent(QResizeEvent *)
{
    arrange();
}

} // namespace lockbox::ui
