#pragma once

#include "ui/blades/homepresenter.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace lockbox::ui {

/// The two workflows as diagrams, the choice of the request that they follow, and what happens at the chosen step.
class HomeFlowPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HomeFlowPanel(ConsoleContext &context, HomePresenter &presenter,
                           QWidget *parent = nullptr);

    /// Takes over names, numbers and requests; a chosen step stays chosen.
    void showWorkflows();

private:
    QWidget *chooserRow();
    void addDiagram(QLayout *layout, const QString &heading, WorkflowDiagram *diagram,
                    QLabel *explanation);
    void updateChooser();
    void updateDiagram(WorkflowDiagram *diagram, const std::vector<WorkflowStep> &steps,
                       bool withLockbox);

    ConsoleContext &m_context;
    HomePresenter &m_presenter;
    QComboBox *m_chooser;
    QWidget *m_chooserRow;
    WorkflowDiagram *m_without;
    WorkflowDiagram *m_with;
    QLabel *m_withoutText;
    QLabel *m_withText;
};

} // namespace lockbox::ui
