#include "ui/blades/homeflowpanel.h"

#include "ui/widgets/statetext.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace lockbox::ui {

HomeFlowPanel::HomeFlowPanel(ConsoleContext &context, HomePresenter &presenter, QWidget *parent)
    : Card(tr("How a request goes its way"), parent),
      m_context(context),
      m_presenter(presenter),
      m_chooser(new QComboBox),
      m_chooserRow(makeChooser()),
      m_without(addFlow(QStringLiteral("workflowWithout"), tr("Without Customer Lockbox"))),
      m_with(addFlow(QStringLiteral("workflowWith"), tr("With Customer Lockbox")))
{
    addToHeading(m_chooserRow);
    connect(m_chooser, &QComboBox::activated, this, [this](int index) {
        m_presenter.follow(RequestId::fromString(m_chooser->itemData(index).toString()));
    });
}

QWidget *HomeFlowPanel::makeChooser()
{
    m_chooser->setObjectName(QStringLiteral("followBox"));
    m_chooser->setAccessibleName(tr("Follow the request"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Follow the request"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_chooser);
    return row;
}

HomeFlowPanel::Flow HomeFlowPanel::addFlow(const QString &name, const QString &heading)
{
    const Flow flow{.diagram = new WorkflowDiagram,
                    .words = new TextLabel({}, TextStyle::Body, Token::SecondText)};
    flow.diagram->setObjectName(name);
    flow.diagram->setAccessibleName(heading);
    flow.words->setObjectName(name + QStringLiteral("Text"));
    flow.words->setWordWrap(true);
    flow.words->setMaximumWidth(600); // about 75 characters
    if (name != QStringLiteral("workflowWithout"))
        body()->addSpacing(16);
    body()->addWidget(new TextLabel(heading, TextStyle::BodyStrong));
    body()->addWidget(flow.diagram);
    body()->addWidget(flow.words);
    connect(flow.diagram, &WorkflowDiagram::stepChosen, this, [flow] { tellStep(flow); });
    return flow;
}

void HomeFlowPanel::tellStep(const Flow &flow)
{
    const int step = flow.diagram->chosenStep();
    flow.words->setText(step < 0 ? tr("Choose a step to read what happens there.")
                                 : flow.diagram->steps()[static_cast<size_t>(step)].text);
}

void HomeFlowPanel::updateChooser()
{
    const auto requests = m_presenter.followable();
    const auto followed = m_presenter.followed();
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    for (const AccessRequest &request : requests)
        m_chooser->addItem(tr("%1 · %2").arg(request.reference, stateText(request.state)),
                           request.id.toString());
    if (followed)
        m_chooser->setCurrentIndex(m_chooser->findData(followed->id.toString()));
    m_chooserRow->setVisible(!requests.empty());
}

void HomeFlowPanel::update(const Flow &flow, const std::vector<WorkflowStep> &steps)
{
    if (flow.diagram->steps() == steps)
        return;
    const int chosen = flow.diagram->chosenStep();
    flow.diagram->setSteps(steps);
    flow.diagram->chooseStep(chosen);
    tellStep(flow);
}

void HomeFlowPanel::showWorkflows()
{
    updateChooser();
    const Tenant &tenant = m_context.info().tenant;
    const Policy &policy = m_presenter.overview().policy;
    update(m_without, workflowWithoutLockbox(tenant, policy));
    update(m_with, workflowWithLockbox(tenant, policy));
    const auto place = m_presenter.place();
    const auto positionIf = [&](bool here) {
        return here ? std::optional(place->position) : std::nullopt;
    };
    m_without.diagram->setPosition(positionIf(place && !place->withLockbox));
    m_with.diagram->setPosition(positionIf(place && place->withLockbox));
}

} // namespace lockbox::ui
