#include "ui/shell/bladeframe.h"

#include "ui/shell/blade.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elidedlabel.h"

#include <QEvent>
#include <QHBoxLayout>

namespace lockbox::ui {

BladeFrame::BladeFrame(Blade *blade, QWidget *origin, QWidget *parent)
    : QFrame(parent),
      m_blade(blade),
      m_origin(origin),
      m_title(new ElidedLabel({}, TextStyle::Title)),
      m_subtitle(new ElidedLabel({}, TextStyle::Body, Token::SecondText)),
      m_close(new IconButton(QStringLiteral("close"), {}))
{
    setObjectName(QStringLiteral("bladeFrame"));
    setFocusPolicy(Qt::ClickFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(blade, 1);
    if (QWidget *actions = blade->footer())
        layout->addWidget(makeFooter(actions));
    showTitle();
    blade->show();
    connect(blade, &Blade::titleChanged, this, &BladeFrame::showTitle);
    connect(m_close, &QToolButton::clicked, this, &BladeFrame::closeClicked);
}

int BladeFrame::preferredWidth() const
{
    return m_blade->bladeWidth();
}

QWidget *BladeFrame::makeHead()
{
    m_title->setObjectName(QStringLiteral("bladeTitle"));
    m_subtitle->setObjectName(QStringLiteral("bladeSubtitle"));
    m_close->setObjectName(QStringLiteral("bladeClose"));
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(24, 16, 12, 8);
    layout->setSpacing(8);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_subtitle);
    layout->addLayout(texts, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    return head;
}

QWidget *BladeFrame::makeFooter(QWidget *actions)
{
    auto *footer = new QFrame;
    footer->setObjectName(QStringLiteral("bladeFooter"));
    footer->setAccessibleName(tr("Actions"));
    footer->setMinimumHeight(64);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(24, 8, 24, 8);
    layout->addWidget(actions);
    // Shown before it has its place it would be a window of its own for a moment.
    if (actions->isHidden())
        footer->hide();
    m_footer = footer;
    actions->installEventFilter(this);
    return footer;
}

/// A footer without acts takes no room.
bool BladeFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        m_footer->setVisible(event->type() == QEvent::ShowToParent);
    return QFrame::eventFilter(watched, event);
}

void BladeFrame::showTitle()
{
    const QString subtitle = m_blade->subtitle();
    m_title->setText(m_blade->title());
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    m_close->setName(tr("Close the blade %1").arg(m_blade->title()));
    setAccessibleName(m_blade->title());
}

void BladeFrame::takeFocus()
{
    QWidget *first = m_blade->initialFocus();
    if (!first || !first->isVisibleTo(this) || !first->isEnabled())
        first = this; // read out by its name; Tab goes on to what is in it
    first->setFocus(Qt::OtherFocusReason);
}

} // namespace lockbox::ui
