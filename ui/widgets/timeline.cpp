#include "ui/widgets/timeline.h"

#include "ui/widgets/textlabel.h"

#include <QPainter>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

constexpr int dotColumn = 28;
constexpr int dotTop = 3;
constexpr int dotSide = 14;
constexpr int longWord = 40; ///< Letters; longer than this doesn't fit into a line anyway.

/// The text with its addresses in one piece: a line would else break at their hyphens.
QString keptTogether(const QString &text)
{
    static const QString hyphen = QStringLiteral("-\u2060"); // a word joiner, without width
    QStringList words = text.split(QLatin1Char(' '));
    for (QString &word : words) {
        if (word.contains(QLatin1Char('@')) && word.size() <= longWord)
            word.replace(QLatin1Char('-'), hyphen);
    }
    return words.join(QLatin1Char(' '));
}

/// One entry: the dot with its piece of the line, and the texts.
class TimelineItem final : public QWidget
{
public:
    TimelineItem(const TimelineEntry &entry, bool first, bool last)
        : m_progress(entry.progress), m_first(first), m_last(last)
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(dotColumn, 0, 0, last ? 0 : 16);
        layout->setSpacing(0);
        const bool future = m_progress == TimelineEntry::Progress::Future;
        add(entry.title, TextStyle::BodyStrong, future ? Token::SecondText : Token::Text);
        add(entry.detail, TextStyle::Body, future ? Token::SecondText : Token::Text);
        add(entry.time, TextStyle::Caption, Token::SecondText);
        setAccessibleName(sentence(entry));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double x = 0.5 + dotSide / 2.0;
        const QRectF dot(0.5, dotTop + 0.5, dotSide, dotSide);
        painter.setPen(QPen(theme.color(Token::StrongLine), 1));
        if (!m_first)
            painter.drawLine(QPointF(x, 0), QPointF(x, dot.top()));
        if (!m_last)
            painter.drawLine(QPointF(x, dot.bottom()), QPointF(x, height()));
        paintDot(painter, dot);
    }

private:
    void paintDot(QPainter &painter, const QRectF &dot) const
    {
        const Theme &theme = Theme::instance();
        switch (m_progress) {
        case TimelineEntry::Progress::Done:
            painter.setBrush(theme.color(Token::Accent));
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(dot);
            theme.icon(QStringLiteral("check"), Token::OnAccent)
                .paint(&painter, dot.toRect().adjusted(2, 2, -2, -2));
            break;
        case TimelineEntry::Progress::Future:
            painter.setPen(QPen(theme.color(Token::StrongLine), 1));
            painter.setBrush(theme.color(Token::Surface));
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
            break;
        }
    }

    void add(const QString &text, TextStyle style, Token token)
    {
        if (text.isEmpty())
            return;
        auto *label = new TextLabel(keptTogether(text), style, token, this);
        label->setAccessibleName(text);
        label->setWordWrap(true);
        layout()->addWidget(label);
    }

    static QString sentence(const TimelineEntry &entry)
    {
        QStringList parts;
        for (const QString &part : {entry.title, entry.detail, entry.time}) {
            if (!part.isEmpty())
                parts.append(part);
        }
        return parts.join(Timeline::tr(", "));
    }

    TimelineEntry::Progress m_progress;
    bool m_first;
    bool m_last;
};

} // namespace

Timeline::Timeline(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setAccessibleName(tr("Timeline"));
}

void Timeline::setEntries(const std::vector<TimelineEntry> &entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (size_t i = 0; i < entries.size(); ++i)
        m_layout->addWidget(new TimelineItem(entries[i], i == 0, i + 1 == entries.size()));
}

} // namespace lockbox::ui
