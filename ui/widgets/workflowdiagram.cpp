#include "ui/widgets/workflowdiagram.h"

#include "ui/theme/theme.h"
#include "ui/widgets/workflowstepbox.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int arrowRoom = 24; ///< Between two boxes of a row.
constexpr int rowRoom = 28;   ///< Between two rows.
constexpr int widest = 190;   ///< Boxes don't grow beyond this.

WorkflowStepBox::Progress progressOf(int step, const std::optional<WorkflowPosition> &position)
{
    using enum WorkflowStepBox::Progress;
    if (!position)
        return None;
    if (step < position->step || position->kind == WorkflowPosition::Kind::Done)
        return Done;
    if (step > position->step)
        return Ahead;
    switch (position->kind) {
    case WorkflowPosition::Kind::Open: return Open;
    case WorkflowPosition::Kind::Stopped: return Stopped;
    default: return Waiting;
    }
}

} // namespace

WorkflowDiagram::WorkflowDiagram(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        arrange();
    });
}

void WorkflowDiagram::setSteps(const std::vector<WorkflowStep> &steps)
{
    qDeleteAll(m_boxes);
    m_boxes.clear();
    m_steps = steps;
    m_chosen = -1;
    for (size_t i = 0; i < steps.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        auto *box = new WorkflowStepBox(steps[i], number, static_cast<int>(steps.size()), this);
        box->installEventFilter(this);
        connect(box, &QAbstractButton::clicked, this, [this, number] { chooseStep(number - 1); });
        box->setVisible(true);
        m_boxes.push_back(box);
    }
    updateBoxes();
    updateGeometry();
    arrange();
}

void WorkflowDiagram::setPosition(std::optional<WorkflowPosition> position)
{
    if (position == m_position)
        return;
    m_position = position;
    updateBoxes();
    update();
}

void WorkflowDiagram::chooseStep(int step)
{
    if (step < -1 || step >= static_cast<int>(m_steps.size()))
        return;
    const bool changed = step != m_chosen;
    m_chosen = step;
    updateBoxes();
    if (changed)
        emit stepChosen(step);
}

/// Only one box takes part in Tab's order: the chosen one, or else the one where things stand. Arrow keys reach the others.
void WorkflowDiagram::updateBoxes()
{
    const int last = static_cast<int>(m_boxes.size()) - 1;
    const int tabStop = m_chosen >= 0
                            ? m_chosen
                            : std::clamp(m_position ? m_position->step : 0, 0, std::max(last, 0));
    for (int i = 0; i <= last; ++i) {
        WorkflowStepBox *box = m_boxes[static_cast<size_t>(i)];
        box->setProgress(progressOf(i, m_position));
        box->setChecked(i == m_chosen);
        box->setFocusPolicy(i == tabStop ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

int WorkflowDiagram::columnsFor(int width) const
{
    const int count = std::max<int>(1, static_cast<int>(m_steps.size()));
    const int fitting =
        std::clamp((width + arrowRoom) / (WorkflowStepBox::narrowest + arrowRoom), 1, count);
    // As many rows as that takes, evenly filled: 4 + 4 reads better than 7 + 1.
    const int rows = (count + fitting - 1) / fitting;
    return (count + rows - 1) / rows;
}

static int boxWidthFor(int width, int columns)
{
    return std::min(widest, (width - (columns - 1) * arrowRoom) / columns);
}

int WorkflowDiagram::boxHeight() const
{
    const int boxWidth = boxWidthFor(width(), columnsFor(width()));
    int height = 0;
    for (const WorkflowStepBox *box : m_boxes)
        height = std::max(height, box->heightForWidth(boxWidth));
    return height;
}

int WorkflowDiagram::heightForWidth(int width) const
{
    if (m_boxes.empty())
        return 0;
    const int columns = columnsFor(width);
    const int boxWidth = boxWidthFor(width, columns);
    int height = 0;
    for (const WorkflowStepBox *box : m_boxes)
        height = std::max(height, box->heightForWidth(boxWidth));
    const int rows = (static_cast<int>(m_boxes.size()) + columns - 1) / columns;
    return rows * height + (rows - 1) * rowRoom;
}

QSize WorkflowDiagram::sizeHint() const
{
    const int columns = std::min<int>(4, std::max<int>(1, static_cast<int>(m_steps.size())));
    const int wide = columns * WorkflowStepBox::narrowest + (columns - 1) * arrowRoom;
    return {wide, heightForWidth(wide)};
}

QSize WorkflowDiagram::minimumSizeHint() const
{
    return {WorkflowStepBox::narrowest, 0};
}

void WorkflowDiagram::arrange()
{
    const int columns = columnsFor(width());
    const int boxWidth = boxWidthFor(width(), columns);
    const int high = boxHeight();
    for (int i = 0; i < static_cast<int>(m_boxes.size()); ++i) {
        const int x = (i % columns) * (boxWidth + arrowRoom);
        const int y = (i / columns) * (high + rowRoom);
        m_boxes[static_cast<size_t>(i)]->setGeometry(
            QStyle::visualRect(layoutDirection(), rect(), {x, y, boxWidth, high}));
    }
    update();
}

void WorkflowDiagram::resizeEvent(QResizeEvent *)
{
    arrange();
}

void WorkflowDiagram::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange) {
        updateGeometry();
        arrange();
    }
}

void WorkflowDiagram::drawArrow(QPainter &painter, const QRect &from, const QRect &to) const
{
    QPolygonF line;
    QPointF tip;
    QPointF along; // Unit vector in which the arrow's head points.
    if (from.top() == to.top()) {
        const bool rightwards = to.left() > from.left();
        const double y = from.center().y() + 0.5;
        tip = {rightwards ? to.left() - 1.0 : to.right() + 2.0, y};
        line << QPointF(rightwards ? from.right() + 1.0 : from.left(), y) << tip;
        along = {rightwards ? 1.0 : -1.0, 0.0};
    } else {
        const double middle = (from.bottom() + to.top()) / 2.0 + 0.5;
        tip = {to.center().x() + 0.5, to.top() - 1.0};
        line << QPointF(from.center().x() + 0.5, from.bottom() + 1.0)
             << QPointF(from.center().x() + 0.5, middle) << QPointF(tip.x(), middle) << tip;
        along = {0.0, 1.0};
    }
    painter.drawPolyline(line);
    const QPointF side(-along.y(), along.x());
    painter.drawPolyline(QPolygonF{tip - along * 5 + side * 4, tip, tip - along * 5 - side * 4});
}

void WorkflowDiagram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = Theme::instance();
    for (size_t i = 1; i < m_boxes.size(); ++i) {
        const bool passed = m_position && static_cast<int>(i) <= m_position->step;
        painter.setPen(QPen(theme.color(passed ? Token::Accent : Token::StrongLine),
                            passed ? 2 : 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        drawArrow(painter, m_boxes[i - 1]->geometry(), m_boxes[i]->geometry());
    }
}

int WorkflowDiagram::stepForKey(int key, int from) const
{
    const int columns = columnsFor(width());
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (key) {
    case Qt::Key_Right: return from + forward;
    case Qt::Key_Left: return from - forward;
    case Qt::Key_Down: return from + columns;
    case Qt::Key_Up: return from - columns;
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return static_cast<int>(m_boxes.size()) - 1;
    default: return -1;
    }
}

bool WorkflowDiagram::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto found = std::find(m_boxes.begin(), m_boxes.end(), watched);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (found == m_boxes.end() || key->modifiers() & ~Qt::KeypadModifier)
        return QWidget::eventFilter(watched, event);
    const int step = stepForKey(key->key(), static_cast<int>(found - m_boxes.begin()));
    if (step < 0 || step >= static_cast<int>(m_boxes.size()))
        return QWidget::eventFilter(watched, event);
    chooseStep(step);
    m_boxes[static_cast<size_t>(step)]->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace lockbox::ui
