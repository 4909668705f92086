#include "ui/blades/requestnotices.h"

#include "ui/blades/noticelist.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

#include <algorithm>

namespace lockbox::ui {

bool RequestNoticesText::hasNotices(const RequestDetails &details)
{
    return !details.phrase.isEmpty() || !details.deliveries.empty();
}

QString RequestNoticesText::summary(const std::vector<Delivery> &deliveries)
{
    if (deliveries.empty())
        return tr("No notice of this request was written.");
    const auto count = [&](std::initializer_list<DeliveryState> states) {
        return std::ranges::count_if(deliveries, [&](const Delivery &delivery) {
            return std::ranges::find(states, delivery.state) != states.end();
        });
    };
    QStringList parts;
    const auto add = [&parts](const QString &words, qint64 number) {
        if (number > 0)
            parts.append(words.arg(number));
    };
    using enum DeliveryState;
    add(tr("%1 could not be delivered"), count({Undeliverable}));
    add(tr("%1 failed and will be tried again"), count({Failed}));
    add(tr("%1 sent"), count({Sent}));
    add(tr("%1 waiting"), count({Queued, Sending}));
    add(tr("%1 not needed any more"), count({Suppressed}));
    const QString all =
        deliveries.size() == 1 ? tr("1 notice") : tr("%1 notices").arg(deliveries.size());
    return tr("%1: %2.").arg(all, parts.join(tr(", ")));
}

RequestNotices::RequestNotices(ConsoleContext &context, QWidget *parent)
    : QWidget(parent),
      m_phrase(parts::text({}, TextStyle::BodyStrong)),
      m_copy(parts::button(tr("Copy"), QStringLiteral("copyPhraseButton"), QStringLiteral("copy"))),
      m_summary(parts::text({})),
      m_list(new NoticeList(NoticeList::Requests::Hidden)),
      m_check(parts::button(tr("Check a mail…"), QStringLiteral("checkMailButton"),
                            QStringLiteral("mail")))
{
    setObjectName(QStringLiteral("requestNotices"));
    m_list->offerActs(context);
    layOut();
    connect(m_list, &NoticeList::announced, this, &RequestNotices::announced);
    connect(m_list, &NoticeList::actDone, this, &RequestNotices::actDone);
    connect(m_list, &NoticeList::actRefused, this, &RequestNotices::actRefused);
    connect(m_copy, &QPushButton::clicked, this, &RequestNotices::copyPhrase);
    connect(m_check, &QPushButton::clicked, this, &RequestNotices::checkRequested);
    hide();
}

void RequestNotices::layOut()
{
    m_summary->setObjectName(QStringLiteral("noticesSummary"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Notices"), TextStyle::Heading));
    m_phraseBox = makePhrase();
    layout->addWidget(m_phraseBox);
    layout->addWidget(m_summary);
    layout->addWidget(m_list);
    layout->addWidget(m_check, 0, Qt::AlignLeft);
}

QWidget *RequestNotices::makePhrase()
{
    m_phrase->setObjectName(QStringLiteral("verificationPhrase"));
    m_phrase->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setAccessibleName(tr("Copy the verification phrase"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_phrase, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(parts::fieldLabel(tr("Verification phrase")));
    layout->addLayout(row);
    layout->addWidget(parts::caption(tr("Every genuine mail about this request holds exactly these "
                                        "words. A mail with others, or with a link, is not from "
                                        "here.")));
    return box;
}

void RequestNotices::show(const RequestDetails &details, Timestamp now)
{
    setVisible(RequestNoticesText::hasNotices(details));
    m_phraseBox->setVisible(!details.phrase.isEmpty());
    m_phrase->setText(details.phrase);
    m_phrase->setAccessibleName(tr("Verification phrase: %1").arg(details.phrase));
    m_summary->setText(RequestNoticesText::summary(details.deliveries));
    m_list->show(details.deliveries, now);
}

void RequestNotices::copyPhrase()
{
    QGuiApplication::clipboard()->setText(m_phrase->text());
    emit announced(tr("The verification phrase was copied."));
}

} // namespace lockbox::ui
