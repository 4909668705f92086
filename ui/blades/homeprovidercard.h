#pragma once

#include "core/domain/requestquery.h"
#include "ui/widgets/card.h"

namespace lockbox::ui {

class FieldList;

/// The card on Home for engineer and manager: how many of their requests stand where, and the way to the Provider desk.
class HomeProviderCard : public Card
{
    Q_OBJECT

public:
    explicit HomeProviderCard(QWidget *parent = nullptr);

    void show(const RequestCounts &counts);

signals:
    void deskRequested();

private:
    FieldList *m_counts;
};

} // namespace lockbox::ui
