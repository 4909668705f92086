#pragma once

#include "ui/blades/homepresenter.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace lockbox::ui {

class TextLabel;

/// The two workflows as diagrams, the choice of the request that they follow, and what happens at the chosen step.
class HomeFlowPanel : public Card
{
    Q_OBJECT

public:
    HomeFlowPanel(ConsoleContext &context, HomePresenter &presenter, QWidget *parent = nullptr);

    /// Takes over names, numbers and requests; a chosen step stays chosen.
    void showWorkflows();

private:
    /// A diagram with the words of its chosen step below.
    struct Flow {
        WorkflowDiagram *diagram;
        TextLabel *words;
    };

    QWidget *makeChooser();
    Flow addFlow(const QString &name, const QString &heading);
    void updateChooser();
    static void update(const Flow &flow, const std::vector<WorkflowStep> &steps);
    static void tellStep(const Flow &flow);

    ConsoleContext &m_context;
    HomePresenter &m_presenter;
    QComboBox *m_chooser;
    QWidget *m_chooserRow;
    Flow m_without;
    Flow m_with;
};

} // namespace lockbox::ui
