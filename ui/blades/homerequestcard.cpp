#include "ui/blades/homerequestcard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace lockbox::ui {

HomeRequestCard::HomeRequestCard(const QString &heading, const QString &nothing, QWidget *parent)
    : Card(heading, parent),
      m_count(new TextLabel({}, TextStyle::Number)),
      m_nothing(new TextLabel(nothing, TextStyle::Body, Token::SecondText)),
      m_list(new QVBoxLayout),
      m_all(new LinkButton({}))
{
    m_nothing->setWordWrap(true);
    m_list->setSpacing(0);
    addToHeading(m_count);
    body()->addWidget(m_nothing);
    body()->addLayout(m_list);
    body()->addWidget(m_all, 0, Qt::AlignLeft);
    body()->addStretch(1);
    connect(m_all, &QPushButton::clicked, this, &HomeRequestCard::allRequested);
}

HomeRequestRow *HomeRequestCard::rowOf(const RequestId &id)
{
    const auto found = std::ranges::find(m_rows, id, &HomeRequestRow::id);
    if (found != m_rows.end())
        return *found;
    auto *row = new HomeRequestRow;
    connect(row, &HomeRequestRow::actionTriggered, this, &HomeRequestCard::actionTriggered);
    m_rows.push_back(row);
    return row;
}

void HomeRequestCard::dropOthers(const std::vector<HomeRequestRow::Content> &rows, size_t shown)
{
    std::erase_if(m_rows, [&](HomeRequestRow *row) {
        const auto last = rows.begin() + static_cast<std::ptrdiff_t>(shown);
        const bool stays = std::any_of(rows.begin(), last, [row](const auto &content) {
            return content.request.id == row->id();
        });
        if (!stays) {
            m_list->removeWidget(row);
            row->hide();
            row->deleteLater();
        }
        return !stays;
    });
}

void HomeRequestCard::show(const std::vector<HomeRequestRow::Content> &rows, qint64 count,
                           Timestamp now)
{
    const size_t shown = std::min(rows.size(), mostRows);
    dropOthers(rows, shown);
    for (size_t i = 0; i < shown; ++i) {
        HomeRequestRow *row = rowOf(rows[i].request.id);
        row->show(rows[i], now);
        if (m_list->indexOf(row) != static_cast<int>(i))
            m_list->insertWidget(static_cast<int>(i), row);
    }
    const QString number = QLocale().toString(count);
    m_count->setText(number);
    m_count->setAccessibleName(tr("%1: %2").arg(accessibleName(), number));
    m_count->setToken(count > 0 ? Token::Text : Token::SecondText);
    m_nothing->setVisible(count == 0);
    m_all->setText(tr("Show all %1").arg(number));
    m_all->setVisible(count > static_cast<qint64>(shown));
}

QWidget *HomeRequestCard::orderFocus(QWidget *before)
{
    const auto follow = [&before](QWidget *next) {
        if (before)
            setTabOrder(before, next);
        before = next;
    };
    for (int i = 0; i < m_list->count(); ++i)
        follow(m_list->itemAt(i)->widget()->focusProxy());
    follow(m_all);
    return before;
}

} // namespace lockbox::ui
