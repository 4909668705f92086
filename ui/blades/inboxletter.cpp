#include "ui/blades/inboxletter.h"

#include "ui/blades/noticetext.h"
#include "ui/blades/userparts.h"
#include "ui/models/requesttext.h"
#include "ui/widgets/elidedlabel.h"

#include <QImage>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

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

/// Below this the longest value, a request's id, has no room beside the labels.
constexpr int narrowWidth = 520;

/// Qt enlarges headings beyond the size that the mail gives them.
void shrinkHeadings(QTextDocument &document)
{
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0)
            continue;
        cursor.setPosition(block.position());
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat format = cursor.charFormat();
        format.clearProperty(QTextFormat::FontSizeAdjustment);
        cursor.setCharFormat(format);
    }
}

/// Each value nearer to its own label than to the next.
void gather(QTextDocument &document)
{
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        for (int row = 0; table && row < table->rows(); ++row) {
            QTextTableCell cell = table->cellAt(row, 0);
            QTextTableCellFormat format = cell.format().toTableCellFormat();
            if (row % 2 == 0)
                format.setBottomPadding(0);
            else
                format.setTopPadding(0);
            cell.setFormat(format);
        }
    }
}

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

void LetterBrowser::showLetter(const QString &html)
{
    m_html = html;
    m_isNarrow = width() < narrowWidth;
    lay();
}

/// The mail's texts are escaped: what looks like the end of a cell is one.
void LetterBrowser::lay()
{
    QString html = m_html;
    if (m_isNarrow) {
        html.replace(QStringLiteral("</td><td"), QStringLiteral("</td></tr><tr><td"));
        // Qt takes "auto" for a wide margin.
        html.replace(QStringLiteral("margin:0 auto"), QStringLiteral("margin:0"));
    }
    setHtml(html);
    shrinkHeadings(*document());
    if (m_isNarrow)
        gather(*document());
}

/// Both forms have the same texts in the same order, so that selection and place can be kept.
void LetterBrowser::layAgain()
{
    const int anchor = textCursor().anchor();
    const int position = textCursor().position();
    const int top = cursorForPosition({}).position();
    lay();
    QTextCursor cursor(document());
    cursor.setPosition(std::min(top, document()->characterCount() - 1));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top());
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void LetterBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    const bool isNarrow = width() < narrowWidth;
    if (std::exchange(m_isNarrow, isNarrow) != isNarrow && !m_html.isEmpty())
        layAgain();
}

InboxLetter::InboxLetter(QWidget *parent)
    : QWidget(parent),
      m_subject(parts::text({}, TextStyle::Heading)),
      m_from(new ElidedLabel),
      m_to(new ElidedLabel),
      m_date(new ElidedLabel({}, TextStyle::Caption, Token::SecondText)),
      m_browser(new LetterBrowser)
{
    m_subject->setObjectName(QStringLiteral("mailSubject"));
    m_from->setObjectName(QStringLiteral("mailFrom"));
    m_to->setObjectName(QStringLiteral("mailTo"));
    m_date->setObjectName(QStringLiteral("mailDate"));
    m_browser->setObjectName(QStringLiteral("mailBody"));
    m_browser->setAccessibleName(tr("What the mail says"));
    layOut();
}

void InboxLetter::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget *line : std::initializer_list<QWidget *>{m_subject, m_from, m_to, m_date})
        layout->addWidget(line);
    layout->addSpacing(8);
    layout->addWidget(m_browser, 1);
}

void InboxLetter::show(const Letter &letter)
{
    const bool isOther = letter.delivery.id != m_letter.delivery.id || letter.html != m_letter.html;
    m_letter = letter;
    m_subject->setText(letter.subject);
    m_from->setText(tr("From: %1").arg(letter.from));
    m_to->setText(tr("To: %1").arg(NoticeText::recipient(letter.delivery)));
    m_date->setText(localAndUtcText(NoticeText::arrival(letter.delivery)));
    if (isOther)
        m_browser->showLetter(letter.html);
}

} // namespace lockbox::ui
