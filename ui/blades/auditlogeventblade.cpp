#include "ui/blades/auditlogeventblade.h"

#include "ui/blades/requestblade.h"
#include "ui/blades/userparts.h"
#include "ui/models/eventreading.h"
#include "ui/models/eventtext.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

std::vector<Field> shown(const std::vector<EventField> &fields)
{
    std::vector<Field> all;
    for (const EventField &field : fields) {
        const QString value = field.isChange
                                  ? AuditLogEventBlade::tr("%1 → %2").arg(field.before, field.value)
                                  : field.value;
        all.push_back(
            {.label = field.label, .value = withoutLongWords(value), .toolTip = field.toolTip});
    }
    return all;
}

/// RFC 6962: a leaf is told from a node by the byte before it.
QString leafHash(const QByteArray &leaf)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArray(1, '\0') + leaf, QCryptographicHash::Sha256).toHex());
}

} // namespace

AuditLogEventBlade::AuditLogEventBlade(ConsoleContext &context, qint64 seq, QWidget *parent)
    : Blade(parent), m_context(context), m_seq(seq), m_footer(new QWidget(this))
{
    setObjectName(QStringLiteral("eventBlade"));
    setFocusPolicy(Qt::ClickFocus);
    buildBody();
    buildFooter();
    connect(&context.log(), &LogWatch::changed, this, &AuditLogEventBlade::showFinding);
    refresh();
}

QString AuditLogEventBlade::title() const
{
    return m_reading ? eventName(m_reading->event.kind) : tr("Event");
}

QString AuditLogEventBlade::subtitle() const
{
    const QString number = tr("Event %1").arg(QLocale().toString(m_seq));
    return m_reading ? tr("%1 · %2").arg(number, localSecondText(m_reading->event.at)) : number;
}

void AuditLogEventBlade::buildBody()
{
    auto *content = new QWidget;
    content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *body = new QVBoxLayout(content);
    body->setContentsMargins(24, 8, 24, 24);
    body->setSpacing(8);
    m_message = new MessageBar(content);
    m_message->setObjectName(QStringLiteral("eventMessage"));
    m_message->setClosable(false);
    m_head = new FieldList(content);
    m_head->setObjectName(QStringLiteral("eventFields"));
    body->addWidget(m_message);
    body->addWidget(m_head);
    m_changes = addSection(body, tr("What changed"), QStringLiteral("eventChanges"));
    m_details = addSection(body, tr("Details"), QStringLiteral("eventDetails"));
    buildLeaf(body);
    body->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(parts::scrolling(content));
}

FieldList *AuditLogEventBlade::addSection(QVBoxLayout *body, const QString &heading,
                                          const QString &objectName)
{
    auto *label = new TextLabel(heading, TextStyle::Heading);
    auto *fields = new FieldList;
    fields->setObjectName(objectName);
    body->addWidget(label);
    body->addWidget(fields);
    label->hide();
    fields->hide();
    m_sections.emplace_back(label, fields);
    return fields;
}

void AuditLogEventBlade::buildLeaf(QVBoxLayout *body)
{
    m_hash = new CodeBlock(tr("Leaf hash"));
    m_hash->setObjectName(QStringLiteral("leafHash"));
    m_bytes = new CodeBlock(tr("Leaf"));
    m_bytes->setObjectName(QStringLiteral("leafBytes"));
    m_leaf = new QWidget;
    auto *layout = new QVBoxLayout(m_leaf);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new TextLabel(tr("In the log"), TextStyle::Heading));
    layout->addWidget(parts::caption(tr("Leaf hash: SHA-256 of a zero byte and the leaf")));
    layout->addWidget(m_hash);
    layout->addSpacing(4);
    layout->addWidget(parts::caption(tr("Leaf: exactly the bytes that are hashed")));
    layout->addWidget(m_bytes);
    body->addWidget(m_leaf);
    m_leaf->hide();
}

void AuditLogEventBlade::buildFooter()
{
    m_open = parts::button(tr("Open request"), QStringLiteral("openRequestButton"),
                           QStringLiteral("open"));
    m_copy = parts::button(tr("Copy as JSON"), QStringLiteral("copyEventButton"),
                           QStringLiteral("copy"));
    m_open->setEnabled(false);
    m_copy->setEnabled(false);
    auto *layout = new QHBoxLayout(m_footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_open);
    layout->addWidget(m_copy);
    layout->addStretch();
    connect(m_open, &QPushButton::clicked, this, [this] {
        emit openRequested(new RequestBlade(m_context, m_reading->event.request.toString()));
    });
    connect(m_copy, &QPushButton::clicked, this, &AuditLogEventBlade::copy);
}

QWidget *AuditLogEventBlade::initialFocus()
{
    return m_open->isEnabled() ? m_open : m_copy;
}

void AuditLogEventBlade::refresh()
{
    m_context.runner().run<Reading>(
        this, QStringLiteral("event"),
        [session = m_context.session(), seq = m_seq](LockboxService &service) -> Result<Reading> {
            auto event = readEvent(service, session, seq);
            if (!event)
                return failure(event);
            Reading reading{.event = std::move(*event), .leaf = {}};
            auto leaf = service.leaf(session, seq);
            if (leaf)
                reading.leaf = std::move(*leaf);
            else if (leaf.error().code != ErrorCode::NotSupported)
                return failure(leaf);
            return reading;
        },
        [this](const Result<Reading> &reading) { onRead(reading); });
}

void AuditLogEventBlade::onRead(const Result<Reading> &reading)
{
    if (!reading) {
        m_message->showError(errorText(reading.error()));
        return;
    }
    const bool isFirst = !m_reading;
    m_message->hide();
    m_reading = *reading;
    showEvent();
    showFinding();
    emit titleChanged();
    const QWidget *focus = QGuiApplication::focusObject()
                               ? qobject_cast<QWidget *>(QGuiApplication::focusObject())
                               : nullptr;
    if (isFirst && focus && focus->isAncestorOf(this))
        initialFocus()->setFocus(Qt::OtherFocusReason);
}

void AuditLogEventBlade::showEvent()
{
    const Event &event = m_reading->event;
    m_head->setFields(shown(eventHead(event)));
    m_changes->setFields(shown(eventChanges(event)));
    m_details->setFields(shown(eventDetails(event)));
    for (const auto &[heading, fields] : m_sections) {
        heading->setVisible(!fields->fields().empty());
        fields->setVisible(!fields->fields().empty());
    }
    m_open->setVisible(!event.request.isNull());
    m_open->setEnabled(!event.request.isNull());
    m_copy->setEnabled(true);
    showLeaf();
}

void AuditLogEventBlade::showLeaf()
{
    const QByteArray &leaf = m_reading->leaf;
    m_leaf->setVisible(!leaf.isEmpty());
    m_hash->setCode(leafHash(leaf));
    m_bytes->setCode(QString::fromUtf8(leaf));
}

void AuditLogEventBlade::showFinding()
{
    const LogWatch &log = m_context.log();
    if (!m_reading)
        return;
    if (log.hasFailed() && log.check()->finding->seq == m_seq)
        m_message->showError(
            tr("Verification found: %1.").arg(withoutLongWords(log.check()->finding->message, 32)));
    else
        m_message->hide();
}

void AuditLogEventBlade::copy()
{
    const QByteArray json =
        m_reading->leaf.isEmpty()
            ? QJsonDocument(toJson(m_reading->event)).toJson(QJsonDocument::Compact)
            : m_reading->leaf;
    QGuiApplication::clipboard()->setText(QString::fromUtf8(json));
    emit announced(tr("The event was copied as JSON."));
}

} // namespace lockbox::ui
