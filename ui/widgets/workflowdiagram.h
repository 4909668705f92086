#pragma once

#include <QWidget>

#include <optional>
#include <vector>

namespace lockbox::ui {

class WorkflowStepBox;

/// One step of a workflow, as the diagram shows it.
struct WorkflowStep {
    QString actor;          ///< Whose step it is: "Contoso", "Microsoft".
    QString title;          ///< A few words in the box.
    QString text;           ///< What happens there, a sentence or two.
    bool highlight = false; ///< Drawn as the gate that matters.

    bool operator==(const WorkflowStep &) const = default;
};

/// Where something stands in a workflow.
struct WorkflowPosition {
    enum class Kind {
        Waiting, ///< The step is under way and waits for somebody.
        Open,    ///< The step is under way, access is open.
        Stopped, ///< It ended here without going on.
        Done,    ///< It went through all steps.
    };
    int step = 0;
    Kind kind = Kind::Waiting;

    bool operator==(const WorkflowPosition &) const = default;
};

/// A workflow drawn as boxes with arrows, in as many rows as the width asks for. One step is chosen with a click or the arrow
/// keys; a position shows how far something has come.
class WorkflowDiagram : public QWidget
{
    Q_OBJECT

public:
    explicit WorkflowDiagram(QWidget *parent = nullptr);

    void setSteps(const std::vector<WorkflowStep> &steps);
    const std::vector<WorkflowStep> &steps() const { return m_steps; }
    void setPosition(std::optional<WorkflowPosition> position);
    std::optional<WorkflowPosition> position() const { return m_position; }
    /// The chosen step, or -1.
    int chosenStep() const { return m_chosen; }
    void chooseStep(int step);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stepChosen(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int columnsFor(int width) const;
    int boxHeight() const;
    void arrange();
    void updateBoxes();
    void drawArrow(QPainter &painter, const QRect &from, const QRect &to) const;
    int stepForKey(int key, int from) const;

    std::vector<WorkflowStep> m_steps;
    std::vector<WorkflowStepBox *> m_boxes;
    std::optional<WorkflowPosition> m_position;
    int m_chosen = -1;
};

} // namespace lockbox::ui
