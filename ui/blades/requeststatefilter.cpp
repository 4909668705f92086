#include "ui/blades/requeststatefilter.h"

#include "ui/models/requesttext.h"

#include <QCheckBox>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QWidgetAction>

#include <algorithm>

namespace lockbox::ui {

RequestStateFilter::RequestStateFilter(const std::vector<RequestState> &states, QWidget *parent)
    : PushButton({}, parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("stateFilter"));
    m_all = m_menu->addAction(tr("All states"));
    connect(m_all, &QAction::triggered, this, [this] {
        setStates({});
        emit statesChanged();
    });
    m_menu->addSeparator();
    for (RequestState state : states)
        addBox(state);
    setMenu(m_menu);
    updateLabel();
}

void RequestStateFilter::addBox(RequestState state)
{
    // Boxes instead of checkable actions: the menu stays open while several are ticked.
    auto *box = new QCheckBox(stateText(state));
    box->setObjectName(QStringLiteral("stateFilter.%1").arg(toSlug(state)));
    box->setContentsMargins(12, 4, 12, 4);
    auto *action = new QWidgetAction(m_menu);
    action->setDefaultWidget(box);
    m_menu->addAction(action);
    m_boxes.emplace_back(state, box);
    connect(box, &QCheckBox::toggled, this, [this] {
        updateLabel();
        emit statesChanged();
    });
}

std::vector<RequestState> RequestStateFilter::states() const
{
    std::vector<RequestState> ticked;
    for (const auto &[state, box] : m_boxes) {
        if (box->isChecked())
            ticked.push_back(state);
    }
    return ticked;
}

void RequestStateFilter::setStates(const std::vector<RequestState> &states)
{
    for (const auto &[state, box] : m_boxes) {
        const QSignalBlocker quiet(box);
        box->setChecked(std::find(states.begin(), states.end(), state) != states.end());
    }
    updateLabel();
}

void RequestStateFilter::setCounts(const RequestCounts &counts)
{
    for (const auto &[state, box] : m_boxes) {
        const auto it = counts.find(state);
        const qint64 count = it == counts.end() ? 0 : it->second;
        box->setText(tr("%1 (%2)").arg(stateText(state), QLocale().toString(count)));
    }
}

void RequestStateFilter::updateLabel()
{
    QStringList names;
    for (RequestState state : states())
        names.append(stateText(state));
    const QString what = names.isEmpty()    ? tr("all")
                         : names.size() < 3 ? names.join(QStringLiteral(", "))
                                            : tr("%1 states").arg(names.size());
    setText(tr("Action status: %1").arg(what));
    setAccessibleName(text());
}

} // namespace lockbox::ui
