#include "ui/widgets/messagebar.h"

#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QStyle>

namespace lockbox::ui {

namespace {

/// How a kind of message looks, and the word with which it is read out.
struct Face {
    QString slug;
    QString icon;
    Token token;
    QString word;
};

Face faceOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Good:
        return {QStringLiteral("good"), QStringLiteral("approve"), Token::Good,
                MessageBar::tr("Done")};
    case MessageBar::Kind::Warning:
        return {QStringLiteral("warning"), QStringLiteral("warning"), Token::Wait,
                MessageBar::tr("Warning")};
    case MessageBar::Kind::Error:
        return {QStringLiteral("error"), QStringLiteral("error"), Token::Bad,
                MessageBar::tr("Error")};
    case MessageBar::Kind::Info: break;
    }
    return {QStringLiteral("info"), QStringLiteral("info"), Token::Ended,
            MessageBar::tr("Information")};
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new TextLabel),
      m_text(new TextLabel),
      m_action(new SecondaryButton({})),
      m_close(new IconButton(QStringLiteral("close"), tr("Close message")))
{
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setIconSize({16, 16});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 4, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&Theme::instance(), &Theme::changed, this, &MessageBar::dress);
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBar::showMessage(Kind kind, const QString &text, const QString &action)
{
    const bool isNews = isHidden() || kind != m_kind || text != m_text->text();
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    const QString read = tr("%1: %2").arg(faceOf(kind).word, text);
    m_text->setAccessibleName(read);
    setAccessibleName(read);
    dress();
    show();
    if (isNews)
        announce(this, read);
}

void MessageBar::showInfo(const QString &text, const QString &action)
{
    showMessage(Kind::Info, text, action);
}

void MessageBar::showGood(const QString &text, const QString &action)
{
    showMessage(Kind::Good, text, action);
}

void MessageBar::showWarning(const QString &text, const QString &action)
{
    showMessage(Kind::Warning, text, action);
}

void MessageBar::showError(const QString &text, const QString &action)
{
    showMessage(Kind::Error, text, action);
}

void MessageBar::dress()
{
    const Face face = faceOf(m_kind);
    setProperty("message", face.slug); // the style sheet colours by it
    style()->unpolish(this);
    style()->polish(this);
    m_icon->setPixmap(
        Theme::instance().icon(face.icon, face.token).pixmap({20, 20}, devicePixelRatioF()));
}

} // namespace lockbox::ui
