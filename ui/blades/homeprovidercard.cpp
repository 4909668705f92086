#include "ui/blades/homeprovidercard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statetext.h"

#include <QLocale>
#include <QVBoxLayout>

namespace lockbox::ui {

HomeProviderCard::HomeProviderCard(QWidget *parent)
    : Card(tr("Your requests"), parent), m_counts(new FieldList)
{
    auto *desk = new PrimaryButton(tr("Open Provider desk"));
    desk->setObjectName(QStringLiteral("openDeskButton"));
    body()->addWidget(m_counts);
    body()->addSpacing(8);
    body()->addWidget(desk, 0, Qt::AlignLeft);
    body()->addStretch(1);
    connect(desk, &QPushButton::clicked, this, &HomeProviderCard::deskRequested);
}

void HomeProviderCard::show(const RequestCounts &counts)
{
    const auto field = [&](const QString &label, RequestState state) {
        const auto found = counts.find(state);
        const qint64 count = found == counts.end() ? 0 : found->second;
        return Field{.label = label, .value = QLocale().toString(count), .toolTip = {}};
    };
    m_counts->setFields({field(tr("Wait for the manager"), RequestState::Submitted),
                         field(tr("Wait for the customer"), RequestState::Pending),
                         field(tr("Access open"), RequestState::Approved)});
}

} // namespace lockbox::ui
