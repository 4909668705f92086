#include "ui/blades/inboxletter.h"

#include "ui/blades/noticetext.h"
#include "ui/blades/userparts.h"
#include "ui/models/requesttext.h"
#include "ui/widgets/fieldlist.h"

#include <QHBoxLayout>
#include <QImage>
#include <QPushButton>

namespace lockbox::ui {

namespace {

/// Where this finds nothing Qt looks for a file itself; so it always finds something, an empty thing.
QVariant nothing(int type)
{
    if (type != QTextDocument::ImageResource)
        return QByteArray();
    QImage empty(1, 1, QImage::Format_ARGB32);
    empty.fill(0);
    return empty;
}

/// A document that holds what it is given and fetches nothing.
class LetterDocument final : public QTextDocument
{
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &) override { return nothing(type); }
};

} // namespace

LetterBrowser::LetterBrowser(QWidget *parent) : QTextBrowser(parent)
{
    setDocument(new LetterDocument(this));
    setOpenLinks(false);
    setOpenExternalLinks(false);
    // Links can't even be reached.
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

QVariant LetterBrowser::loadResource(int type, const QUrl &)
{
    return nothing(type);
}

InboxLetter::InboxLetter(QWidget *parent)
    : QWidget(parent),
      m_fields(new FieldList),
      m_open(parts::button(tr("Open request"), QStringLiteral("openMailRequestButton"),
                           QStringLiteral("open"))),
      m_check(parts::button(tr("Check this mail…"), QStringLiteral("checkThisMailButton"),
                            QStringLiteral("shield"))),
      m_browser(new LetterBrowser)
{
    m_fields->setObjectName(QStringLiteral("mailFields"));
    m_browser->setObjectName(QStringLiteral("mailBody"));
    m_browser->setAccessibleName(tr("What the mail says"));
    layOut();
    connect(m_open, &QPushButton::clicked, this,
            [this] { emit requestRequested(m_letter.delivery.request.toString()); });
    connect(m_check, &QPushButton::clicked, this, [this] { emit checkRequested(m_letter.text); });
}

void InboxLetter::layOut()
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_check);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_fields);
    layout->addLayout(buttons);
    layout->addWidget(m_browser, 1);
}

void InboxLetter::show(const Letter &letter)
{
    const bool isOther = letter.delivery.id != m_letter.delivery.id || letter.html != m_letter.html;
    m_letter = letter;
    showFields();
    m_open->setVisible(!letter.delivery.request.isNull());
    if (isOther)
        m_browser->setHtml(letter.html);
}

void InboxLetter::showFields()
{
    m_fields->setFields(
        {{.label = tr("From"), .value = m_letter.from, .toolTip = {}},
         {.label = tr("To"), .value = NoticeText::recipient(m_letter.delivery), .toolTip = {}},
         {.label = tr("Subject"), .value = m_letter.subject, .toolTip = {}},
         {.label = tr("Date"),
          .value = localAndUtcText(NoticeText::arrival(m_letter.delivery)),
          .toolTip = {}}});
}

} // namespace lockbox::ui
