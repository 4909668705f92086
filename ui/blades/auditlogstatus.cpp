#include "ui/blades/auditlogstatus.h"

#include "ui/blades/auditlogface.h"
#include "ui/models/logtext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>
#include <QProgressBar>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 28;
/// Below this width the buttons stand under the words.
constexpr int wideEnough = 860;

} // namespace

AuditLogStatus::AuditLogStatus(ConsoleContext &context, QWidget *parent)
    : Card(parent),
      m_context(context),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_icon(new TextLabel),
      m_sentence(new TextLabel({}, TextStyle::BodyStrong)),
      m_details(new TextLabel({}, TextStyle::Caption, Token::SecondText)),
      m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("auditLogStatus"));
    setAccessibleName(tr("State of the log"));
    m_layout->setContentsMargins(16, 12, 16, 12);
    m_layout->setSpacing(12);
    m_layout->addLayout(makeWords(), 1);
    m_layout->addLayout(makeButtons());
    connect(&context.log(), &LogWatch::changed, this, &AuditLogStatus::show);
    connect(&context, &ConsoleContext::infoChanged, this, &AuditLogStatus::show);
    connect(&Theme::instance(), &Theme::changed, this, &AuditLogStatus::showIcon);
    connect(m_verify, &QPushButton::clicked, this, [this] { m_context.log().verify(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_context.log().stop(); });
    connect(m_export, &QPushButton::clicked, this, &AuditLogStatus::checkpointRequested);
    connect(m_copy, &QPushButton::clicked, this, &AuditLogStatus::keyRequested);
    show();
}

QLayout *AuditLogStatus::makeWords()
{
    m_sentence->setObjectName(QStringLiteral("logSentence"));
    m_details->setObjectName(QStringLiteral("logDetails"));
    for (TextLabel *label : {m_sentence, m_details}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_progress->setObjectName(QStringLiteral("logProgress"));
    m_progress->setAccessibleName(tr("Verifying the log"));
    m_progress->setTextVisible(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_sentence);
    words->addWidget(m_progress);
    words->addWidget(m_details);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return row;
}

QLayout *AuditLogStatus::makeButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_verify = addButton(row, tr("Verify now"), QStringLiteral("shield"),
                         QStringLiteral("verifyLogButton"));
    m_verify->setAccessibleDescription(
        tr("Recomputes the whole log and compares requests, users and settings with it"));
    m_stop =
        addButton(row, tr("Cancel"), QStringLiteral("cancel"), QStringLiteral("stopVerifyButton"));
    m_stop->setAccessibleName(tr("Cancel the verification"));
    m_export = addButton(row, tr("Export checkpoint…"), QStringLiteral("save"),
                         QStringLiteral("exportCheckpointButton"));
    m_export->setToolTip(tr("Save the signed state of the log, to compare it later or elsewhere"));
    m_copy = addButton(row, tr("Copy public key"), QStringLiteral("key"),
                       QStringLiteral("copyLogKeyButton"));
    m_copy->setToolTip(tr("With it anybody can check what the log has signed"));
    row->addStretch(1);
    return row;
}

QPushButton *AuditLogStatus::addButton(QLayout *row, const QString &text, const QString &icon,
                                       const QString &objectName)
{
    auto *button = new SecondaryButton(text);
    button->setObjectName(objectName);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setThemeIcon(button, icon, Token::AccentText);
    row->addWidget(button);
    return button;
}

void AuditLogStatus::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    m_layout->setDirection(width() >= wideEnough ? QBoxLayout::LeftToRight
                                                 : QBoxLayout::TopToBottom);
}

void AuditLogStatus::show()
{
    const LogWatch &log = m_context.log();
    m_sentence->setText(logSentence(log, m_context.now()));
    m_details->setText(logDetails(log));
    m_details->setVisible(!m_details->text().isEmpty());
    setVisible(!m_sentence->text().isEmpty());
    m_export->setEnabled(log.state().has_value());
    m_copy->setEnabled(log.state() && !log.state()->verifierKey.isEmpty());
    showIcon();
    showProgress();
}

void AuditLogStatus::showIcon()
{
    m_icon->setPixmap(LogBadge::iconOf(badgeState(m_context.log().face()))
                          .pixmap({iconSide, iconSide}, devicePixelRatioF()));
}

/// The focus stays where one of the two buttons makes room for the other.
void AuditLogStatus::showProgress()
{
    const auto &progress = m_context.log().progress();
    m_progress->setVisible(progress.has_value());
    if (progress) {
        m_progress->setRange(0, 100);
        m_progress->setValue(progress->percent());
    }
    QPushButton *shown = progress ? m_stop : m_verify;
    QPushButton *hidden = progress ? m_verify : m_stop;
    const bool hadFocus = hidden->hasFocus();
    shown->setVisible(true);
    if (hadFocus)
        shown->setFocus(Qt::OtherFocusReason);
    hidden->setVisible(false);
}

} // namespace lockbox::ui
