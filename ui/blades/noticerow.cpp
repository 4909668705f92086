#include "ui/blades/noticerow.h"

#include "ui/blades/noticetext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/tooltiptext.h"

#include <QHBoxLayout>
#include <QStyle>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 16;

QPushButton *quietButton(const QString &text, const QString &objectName)
{
    auto *button = new SecondaryButton(text);
    button->setObjectName(objectName);
    button->setFlat(true);
    return button;
}

} // namespace

NoticeRow::NoticeRow(bool namesRequest, QWidget *parent)
    : QFrame(parent),
      m_namesRequest(namesRequest),
      m_icon(new TextLabel),
      m_name(new ElidedLabel({}, TextStyle::BodyStrong)),
      m_kind(new TextLabel({}, TextStyle::Caption, Token::SecondText)),
      m_state(new TextLabel({}, TextStyle::Caption)),
      m_open(new LinkButton({})),
      m_retry(quietButton(tr("Send again"), QStringLiteral("retryNoticeButton"))),
      m_suppress(quietButton(tr("Don't send"), QStringLiteral("suppressNoticeButton")))
{
    setObjectName(QStringLiteral("noticeRow"));
    setFocusPolicy(Qt::ClickFocus);
    m_kind->setObjectName(QStringLiteral("noticeKind"));
    m_state->setObjectName(QStringLiteral("noticeState"));
    m_state->setWordWrap(true);
    m_open->setObjectName(QStringLiteral("noticeRequestButton"));
    layOut();
    connect(m_open, &QPushButton::clicked, this,
            [this] { emit requestRequested(m_delivery.request.toString()); });
    connect(m_retry, &QPushButton::clicked, this, [this] { emit retryRequested(m_delivery); });
    connect(m_suppress, &QPushButton::clicked, this,
            [this] { emit suppressRequested(m_delivery); });
    connect(&Theme::instance(), &Theme::changed, this, &NoticeRow::dress);
}

void NoticeRow::layOut()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_name, 1);
    head->addWidget(m_kind);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addLayout(head);
    words->addWidget(m_state);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(4);
    foot->addWidget(m_open);
    foot->addStretch();
    foot->addWidget(m_retry);
    foot->addWidget(m_suppress);
    words->addLayout(foot);
    auto *row = new QHBoxLayout(this);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
}

void NoticeRow::show(const Delivery &delivery, Timestamp now, const NoticeActs::Offer &offer)
{
    m_delivery = delivery;
    m_name->setText(NoticeText::who(delivery));
    m_kind->setText(NoticeText::kind(delivery.kind));
    m_state->setText(NoticeText::state(delivery, now));
    m_open->setVisible(m_namesRequest && !delivery.request.isNull());
    m_open->setText(plainText(delivery.reference));
    setToolTip(plainToolTip(NoticeText::words(delivery)));
    // The line is read as a whole, by the one label that holds what matters most.
    const QString sentence = NoticeText::sentence(delivery, now);
    setAccessibleName(sentence);
    m_state->setAccessibleName(sentence);
    showOffer(offer);
    dress();
}

void NoticeRow::showOffer(const NoticeActs::Offer &offer)
{
    const QString what =
        tr("%1 to %2").arg(NoticeText::subject(m_delivery), NoticeText::who(m_delivery));
    m_retry->setAccessibleName(tr("Send again: %1").arg(what));
    m_suppress->setAccessibleName(tr("Don't send: %1").arg(what));
    keepFocus(*m_retry, offer.retry && !offer.isBusy);
    keepFocus(*m_suppress, offer.suppress && !offer.isBusy);
    constexpr int above = 6;
    const int below = offer.retry || offer.suppress ? 0 : above; // a button has room of its own
    layout()->setContentsMargins(8, above, 8, below);
    m_retry->setVisible(offer.retry);
    m_suppress->setVisible(offer.suppress);
    m_retry->setEnabled(!offer.isBusy);
    m_suppress->setEnabled(!offer.isBusy);
}

/// A button that goes or is disabled would let the focus leave the line, and the blade with it.
void NoticeRow::keepFocus(const QWidget &button, bool stays)
{
    if (button.hasFocus() && !stays)
        setFocus(Qt::OtherFocusReason);
}

void NoticeRow::dress()
{
    const NoticeText::Sign sign = NoticeText::sign(m_delivery.state);
    m_icon->setPixmap(Theme::instance()
                          .icon(sign.icon, sign.token)
                          .pixmap({iconSide, iconSide}, devicePixelRatioF()));
    m_state->setToken(sign.token);
    const QString back =
        m_delivery.state == DeliveryState::Undeliverable ? QStringLiteral("error") : QString();
    if (property("message").toString() == back)
        return;
    setProperty("message", back.isEmpty() ? QVariant() : QVariant(back));
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace lockbox::ui
