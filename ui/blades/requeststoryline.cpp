#include "ui/blades/requeststoryline.h"

#include "ui/models/requesttext.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

constexpr int railWidth = 28;
constexpr int dotCentre =
    10; ///< From the left, and from the top: the middle of the first line of text.
constexpr int dotRadius = 5;

Token colourOf(StoryEntry::Tone tone)
{
    switch (tone) {
    case StoryEntry::Tone::Good: return Token::Good;
    case StoryEntry::Tone::Wait: return Token::Wait;
    case StoryEntry::Tone::Bad: return Token::Bad;
    case StoryEntry::Tone::Ended: return Token::Ended;
    case StoryEntry::Tone::Neutral: break;
    }
    return Token::Accent;
}

QLabel *addLine(QWidget *parent, const QString &text, TextStyle style, Token token)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(Theme::instance().font(style));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().color(token));
    label->setPalette(palette);
    parent->layout()->addWidget(label);
    return label;
}

} // namespace

RequestStoryItem::RequestStoryItem(const StoryEntry &entry, bool isFirst, bool isLast,
                                   QWidget *parent)
    : QWidget(parent), m_entry(entry), m_isFirst(isFirst), m_isLast(isLast)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(railWidth, 0, 0, isLast ? 0 : 16);
    layout->setSpacing(2);
    addLine(this, entry.title, TextStyle::BodyStrong,
            entry.ahead ? Token::SecondText : Token::Text);
    if (!entry.detail.isEmpty())
        addLine(this, entry.detail, TextStyle::Body, Token::Text);
    addLine(this, timeText(), TextStyle::Caption, Token::SecondText);
    setAccessibleName(
        QStringList{entry.title, timeText(), entry.detail}.join(QStringLiteral(", ")));
}

QString RequestStoryItem::timeText() const
{
    return localAndUtcText(m_entry.at);
}

void RequestStoryItem::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 2));
    if (!m_isFirst)
        painter.drawLine(dotCentre, 0, dotCentre, dotCentre - dotRadius);
    if (!m_isLast)
        painter.drawLine(dotCentre, dotCentre + dotRadius, dotCentre, height());
    const QColor colour = theme.color(m_entry.ahead ? Token::StrongLine : colourOf(m_entry.tone));
    painter.setPen(QPen(colour, 2));
    // What has not happened yet is a ring.
    painter.setBrush(m_entry.ahead ? QBrush(Qt::NoBrush) : QBrush(colour));
    painter.drawEllipse(QPointF(dotCentre, dotCentre), dotRadius - 1, dotRadius - 1);
}

RequestStoryLine::RequestStoryLine(QWidget *parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("requestTimeline"));
    setAccessibleName(tr("Timeline"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    connect(&Theme::instance(), &Theme::changed, this, &RequestStoryLine::rebuild);
}

void RequestStoryLine::show(const std::vector<StoryEntry> &entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    rebuild();
}

void RequestStoryLine::rebuild()
{
    qDeleteAll(findChildren<RequestStoryItem *>(QString(), Qt::FindDirectChildrenOnly));
    for (size_t i = 0; i < m_entries.size(); ++i) {
        auto *item = new RequestStoryItem(m_entries[i], i == 0, i + 1 == m_entries.size(), this);
        m_layout->addWidget(item);
        item->show();
    }
}

} // namespace lockbox::ui
