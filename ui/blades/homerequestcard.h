#pragma once

#include "ui/blades/homerequestrow.h"
#include "ui/widgets/card.h"

namespace lockbox::ui {

/// A card on Home that answers one question with a number and the requests behind it: what waits, or who is inside.
class HomeRequestCard : public Card
{
    Q_OBJECT

public:
    /// `nothing` is said where there is no request.
    HomeRequestCard(const QString &heading, const QString &nothing, QWidget *parent = nullptr);

    /// `count` is how many there are, which may be more than `rows`. A row keeps its widget, and so the focus, as long as its
    /// request is there.
    void show(const std::vector<HomeRequestRow::Content> &rows, qint64 count, Timestamp now);

    /// Has Tab go from `before` (or from nowhere) through the rows as they stand; the last widget of the card.
    QWidget *orderFocus(QWidget *before);

    /// So many rows are shown at most; the others are reached by "Show all".
    static constexpr size_t mostRows = 4;

signals:
    void actionTriggered(const lockbox::RequestId &id);
    void allRequested();

private:
    HomeRequestRow *rowOf(const RequestId &id);
    void dropOthers(const std::vector<HomeRequestRow::Content> &rows, size_t shown);

    TextLabel *m_count;
    TextLabel *m_nothing;
    QVBoxLayout *m_list;
    QPushButton *m_all;
    std::vector<HomeRequestRow *> m_rows;
};

} // namespace lockbox::ui
