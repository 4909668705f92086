#include "ui/widgets/workflowstepbox.h"

#include "ui/widgets/buttons.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int padding = 10;
constexpr int gap = 4;

/// Frame, background and text of a box, by how far things have come.
struct BoxColors {
    Token frame, back, word;
};

BoxColors colorsOf(WorkflowStepBox::Progress progress)
{
    switch (progress) {
    case WorkflowStepBox::Progress::Waiting: return {Token::Wait, Token::WaitBack, Token::Wait};
    case WorkflowStepBox::Progress::Open: return {Token::Good, Token::GoodBack, Token::Good};
    case WorkflowStepBox::Progress::Stopped: return {Token::Bad, Token::BadBack, Token::Bad};
    case WorkflowStepBox::Progress::Done: return {Token::StrongLine, Token::Surface, Token::Good};
    case WorkflowStepBox::Progress::None:
    case WorkflowStepBox::Progress::Ahead: break;
    }
    return {Token::Line, Token::Surface, Token::SecondText};
}

} // namespace

WorkflowStepBox::WorkflowStepBox(const WorkflowStep &step, int number, int count, QWidget *parent)
    : QAbstractButton(parent), m_step(step), m_number(number), m_count(count)
{
    setObjectName(QStringLiteral("workflowStep_%1").arg(number));
    setCheckable(true);
    setText(step.title);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleDescription(step.text);
    updateName();
}

void WorkflowStepBox::setProgress(Progress progress)
{
    m_progress = progress;
    updateName();
    updateGeometry();
    update();
}

QString WorkflowStepBox::progressText() const
{
    switch (m_progress) {
    case Progress::Done: return tr("Done");
    case Progress::Waiting: return tr("Waits here");
    case Progress::Open: return tr("Open now");
    case Progress::Stopped: return tr("Ended here");
    case Progress::None:
    case Progress::Ahead: break;
    }
    return {};
}

QString WorkflowStepBox::caption() const
{
    return tr("%1 · %2").arg(m_number).arg(m_step.actor);
}

void WorkflowStepBox::updateName()
{
    QString name =
        tr("Step %1 of %2, %3: %4").arg(m_number).arg(m_count).arg(m_step.actor, m_step.title);
    if (const QString progress = progressText(); !progress.isEmpty())
        name = tr("%1, %2").arg(name, progress.toLower());
    setAccessibleName(name);
}

int WorkflowStepBox::heightForWidth(int width) const
{
    const Theme &theme = Theme::instance();
    const int captionHeight = QFontMetrics(theme.font(TextStyle::Caption)).height();
    const QRect room(0, 0, width - 2 * padding, 1000);
    const int titleHeight = QFontMetrics(theme.font(TextStyle::BodyStrong))
                                .boundingRect(room, Qt::TextWordWrap, m_step.title)
                                .height();
    // One caption line above for the actor, one below for how far it has come.
    return 2 * padding + 2 * captionHeight + titleHeight + 2 * gap;
}

QSize WorkflowStepBox::sizeHint() const
{
    return {narrowest, heightForWidth(narrowest)};
}

void WorkflowStepBox::drawFrame(QPainter &painter) const
{
    const Theme &theme = Theme::instance();
    const BoxColors colors = colorsOf(m_progress);
    const bool accent = m_step.highlight && m_progress == Progress::None;
    const bool now = m_progress == Progress::Waiting || m_progress == Progress::Open
                     || m_progress == Progress::Stopped;
    const double line = isChecked() || now ? 2 : 1;
    Token frame = accent || isChecked() ? Token::Accent : colors.frame;
    if (now)
        frame = colors.frame;
    const Token back = underMouse() && !now ? Token::HoveredRow : colors.back;
    painter.setPen(QPen(theme.color(frame), line));
    painter.setBrush(theme.color(back));
    const double inset = 3 + line / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
    if (m_step.highlight) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Accent));
        painter.drawRoundedRect(QRectF(3, 3, 4, height() - 6), 2, 2);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

void WorkflowStepBox::drawTexts(QPainter &painter) const
{
    const Theme &theme = Theme::instance();
    const QFont captionFont = theme.font(TextStyle::Caption);
    const QFontMetrics caption_(captionFont);
    QRect room = rect().adjusted(padding + 2, padding, -padding, -padding);

    painter.setFont(captionFont);
    painter.setPen(theme.color(m_step.highlight ? Token::AccentText : Token::SecondText));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignTop,
                     caption_.elidedText(caption(), Qt::ElideRight, room.width()));

    painter.setFont(theme.font(TextStyle::BodyStrong));
    painter.setPen(theme.color(Token::Text));
    const QRect titleRoom = room.adjusted(0, caption_.height() + gap, 0, 0);
    painter.drawText(titleRoom, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_step.title);

    const QString word = progressText();
    if (word.isEmpty())
        return;
    const Token color = colorsOf(m_progress).word;
    static const auto iconName = [](Progress progress) {
        switch (progress) {
        case Progress::Done: return QStringLiteral("approve");
        case Progress::Open: return QStringLiteral("open");
        case Progress::Stopped: return QStringLiteral("deny");
        default: return QStringLiteral("clock");
        }
    };
    const int side = 14;
    const QRect line(room.left(), room.bottom() - caption_.height() + 1, room.width(),
                     caption_.height());
    theme.icon(iconName(m_progress), color)
        .paint(&painter, line.left(), line.center().y() - side / 2, side, side);
    painter.setFont(captionFont);
    painter.setPen(theme.color(color));
    painter.drawText(line.adjusted(side + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, word);
}

void WorkflowStepBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter);
    drawTexts(painter);
}

void WorkflowStepBox::keyPressEvent(QKeyEvent *event)
{
    if (!pressByEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

void WorkflowStepBox::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void WorkflowStepBox::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace lockbox::ui
