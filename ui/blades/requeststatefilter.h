#pragma once

#include "core/domain/requestquery.h"
#include "ui/widgets/buttons.h"

#include <QMap>

class QCheckBox;
class QMenu;

namespace lockbox::ui {

/// A drop-down of states with boxes to tick and how many requests each has. Nothing ticked means all.
class RequestStateFilter : public PushButton
{
    Q_OBJECT

public:
    /// Only `states` can be ticked, in this order.
    explicit RequestStateFilter(const std::vector<RequestState> &states, QWidget *parent = nullptr);

    std::vector<RequestState> states() const;
    void setStates(const std::vector<RequestState> &states);
    void setCounts(const RequestCounts &counts);

signals:
    void statesChanged();

private:
    void addBox(RequestState state);
    void updateLabel();

    QMenu *m_menu;
    std::vector<std::pair<RequestState, QCheckBox *>> m_boxes;
    QAction *m_all = nullptr;
};

} // namespace lockbox::ui
