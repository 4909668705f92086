#pragma once

#include "ui/widgets/workflowdiagram.h"

#include <QAbstractButton>

namespace lockbox::ui {

/// One box of a WorkflowDiagram: a button, so that keyboard and screen readers reach each step by itself.
class WorkflowStepBox final : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Progress { None, Ahead, Done, Waiting, Open, Stopped };

    WorkflowStepBox(const WorkflowStep &step, int number, int count, QWidget *parent);

    void setProgress(Progress progress);
    Progress progress() const { return m_progress; }
    /// The height a box of this width takes for its texts.
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QSize sizeHint() const override;

    /// The narrowest box in which titles still read well.
    static constexpr int narrowest = 124;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString progressText() const;
    QString caption() const;
    void updateName();
    void drawFrame(QPainter &painter) const;
    void drawTexts(QPainter &painter) const;

    WorkflowStep m_step;
    int m_number;
    int m_count;
    Progress m_progress = Progress::None;
};

} // namespace lockbox::ui
