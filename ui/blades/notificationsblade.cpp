#include "ui/blades/notificationsblade.h"

#include "ui/blades/noticesdue.h"
#include "ui/blades/notificationstest.h"
#include "ui/blades/userparts.h"
#include "ui/models/noticenames.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QIntValidator>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QTimer>
#include <QVBoxLayout>

namespace lockbox::ui {

NotificationsBlade::NotificationsBlade(ConsoleContext &context,
                                       const NotificationSettings &settings, QWidget *parent)
    : UserFormBlade(context, {.save = tr("Save"), .leave = tr("Close")}, parent),
      m_presenter(settings, context.info().demo),
      m_due(new MessageBar),
      m_test(new NotificationsTest(context))
{
    setObjectName(QStringLiteral("notificationsBlade"));
    saveButton().setObjectName(QStringLiteral("saveNotificationsButton"));
    leaveButton().setObjectName(QStringLiteral("closeNotificationsButton"));
    addDue();
    addServer();
    addNotices();
    content().addSpacing(16);
    content().addWidget(m_test);
    content().addStretch();
    connect(m_test, &NotificationsTest::announced, this, &Blade::announced);
    connect(m_test, &NotificationsTest::answered, this, &NotificationsBlade::bringIntoView,
            Qt::QueuedConnection); // when it has its place
    showWish();
}

void NotificationsBlade::addEntry(const QString &key, const QString &label, QWidget *widget)
{
    widget->setAccessibleName(label);
    auto *error = parts::fieldError(QStringLiteral("notificationsError_") + key);
    content().addWidget(parts::fieldLabel(label, widget));
    content().addWidget(widget);
    content().addWidget(error);
    content().addSpacing(8);
    m_entries.insert({key, {widget, error}});
}

QLineEdit *NotificationsBlade::addLine(const QString &key, const QString &label,
                                       const QString &placeholder, Setter setter)
{
    auto *line = new QLineEdit;
    line->setObjectName(QStringLiteral("notifications_") + key);
    if (m_presenter.takesServer())
        line->setPlaceholderText(placeholder); // else it would read as if it were set
    line->setEnabled(m_presenter.takesServer());
    addEntry(key, label, line);
    connect(line, &QLineEdit::textEdited, this, [this, key, setter](const QString &text) {
        (m_presenter.*setter)(text);
        m_entries.at(key).error->hide();
        showWish();
    });
    connect(line, &QLineEdit::returnPressed, this, [this] { save(); });
    return line;
}

/// That a notice is due, and still is, is told by nobody.
void NotificationsBlade::addDue()
{
    m_due->setObjectName(QStringLiteral("notificationsDue"));
    m_due->setClosable(false);
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    constexpr int below = 16;
    layout->setContentsMargins(0, 0, 0, below);
    layout->addWidget(m_due);
    box->hide();
    content().addWidget(box);
    auto *timer = new QTimer(this);
    timer->setObjectName(QStringLiteral("notificationsTimer"));
    connect(timer, &QTimer::timeout, this, &NotificationsBlade::readDue);
    timer->start(std::chrono::minutes(1));
    readDue();
}

/// Where it can't be read nothing is said: the page's own reading says why.
void NotificationsBlade::readDue()
{
    context().runner().run<qint64>(
        this, QStringLiteral("notifications.due"),
        [session = context().session(), isDemo = context().info().demo, now = context().now()](
            LockboxService &service) { return NoticesDue::read(service, session, isDemo, now); },
        [this](const Result<qint64> &due) {
            const bool isTrouble = due && *due > 0;
            m_due->parentWidget()->setVisible(isTrouble);
            if (isTrouble)
                m_due->showWarning(NoticesDue::text(*due));
        });
}

void NotificationsBlade::addServer()
{
    content().addWidget(parts::text(tr("Mail server"), TextStyle::Heading));
    if (!m_presenter.takesServer()) {
        auto *explanation = parts::text(
            tr("Nothing leaves a demo store: notices arrive in the approver's inbox. So it takes "
               "no mail server."));
        explanation->setObjectName(QStringLiteral("notificationsDemoText"));
        content().addWidget(explanation);
    }
    content().addSpacing(8);
    m_host = addLine(QStringLiteral("host"), tr("Server"), tr("smtp.example.com"),
                     &NotificationsPresenter::setHost);
    addSecurity();
    m_port =
        addLine(QStringLiteral("port"), tr("Port"), tr("587"), &NotificationsPresenter::setPort);
    constexpr int fiveDigits = 99999;
    m_port->setValidator(new QIntValidator(0, fiveDigits, m_port));
    m_account = addLine(QStringLiteral("account"), tr("Account"), tr("Empty: without logging in"),
                        &NotificationsPresenter::setAccount);
    auto *password = parts::caption(NotificationsPresenter::passwordText());
    password->setObjectName(QStringLiteral("mailPasswordText"));
    content().addWidget(password);
    content().addSpacing(8);
    m_sender = addLine(QStringLiteral("sender"), tr("Sender's address"), tr("lockbox@example.com"),
                       &NotificationsPresenter::setSender);
}

void NotificationsBlade::addSecurity()
{
    m_security = new QComboBox;
    m_security->setObjectName(QStringLiteral("notifications_security"));
    m_security->setEnabled(m_presenter.takesServer());
    for (const MailSecurity security : allMailSecurities())
        m_security->addItem(mailSecurityName(security), int(security));
    addEntry(QStringLiteral("security"), tr("Security"), m_security);
    m_warning = parts::text({}, TextStyle::Caption, Token::Wait);
    m_warning->setObjectName(QStringLiteral("mailSecurityWarning"));
    content().insertWidget(content().count() - 1, m_warning);
    connect(m_security, &QComboBox::currentIndexChanged, this, [this] {
        m_presenter.setSecurity(MailSecurity(m_security->currentData().toInt()));
        m_entries.at(QStringLiteral("security")).error->hide();
        showWish();
        if (m_warning->isVisible())
            emit announced(m_warning->text());
    });
}

void NotificationsBlade::addTimeZone()
{
    m_timeZone = new QComboBox;
    m_timeZone->setObjectName(QStringLiteral("notifications_time-zone"));
    m_timeZone->setEditable(true);
    m_timeZone->setInsertPolicy(QComboBox::NoInsert);
    m_timeZone->addItem(NotificationsPresenter::utcOnly());
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        m_timeZone->addItem(QString::fromUtf8(id));
    m_timeZone->completer()->setFilterMode(Qt::MatchContains);
    m_timeZone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    addEntry(QStringLiteral("time-zone"), tr("Time zone in mails, beside UTC"), m_timeZone);
    connect(m_timeZone, &QComboBox::editTextChanged, this, [this](const QString &zone) {
        m_presenter.setTimeZone(zone);
        m_entries.at(QStringLiteral("time-zone")).error->hide();
        showWish();
    });
}

void NotificationsBlade::addNotices()
{
    content().addSpacing(16);
    content().addWidget(parts::text(tr("Notices"), TextStyle::Heading));
    content().addSpacing(8);
    addTimeZone();
    content().addWidget(parts::text(tr("That a request is pending is always sent. Also sent:"),
                                    TextStyle::Body, Token::SecondText));
    for (const NoticeKind kind : NotificationSettings::optionalNotices()) {
        auto *box = new QCheckBox(noticeName(kind));
        box->setObjectName(QStringLiteral("noticeBox_") + toSlug(kind));
        content().addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this, kind](bool on) {
            m_presenter.setSent(kind, on);
            m_entries.at(QStringLiteral("kinds")).error->hide();
            showWish();
        });
        m_kinds.insert({kind, box});
    }
    auto *error = parts::fieldError(QStringLiteral("notificationsError_kinds"));
    content().addWidget(error);
    m_entries.insert({QStringLiteral("kinds"), {m_kinds.begin()->second, error}});
}

/// Brings the widgets into the presenter's state; text that only differs by blanks around it is left as it is being typed.
void NotificationsBlade::showWish()
{
    const auto show = [](QLineEdit *line, const QString &text) {
        if (line->text().trimmed() != text)
            line->setText(text);
    };
    const NotificationSettings &wish = m_presenter.wish();
    show(m_host, wish.host);
    show(m_port, m_presenter.portText());
    show(m_account, wish.account);
    show(m_sender, wish.sender);
    const QSignalBlocker security(m_security);
    m_security->setCurrentIndex(m_security->findData(int(wish.security)));
    const QSignalBlocker zone(m_timeZone);
    if (!wish.timeZone.isEmpty() || !m_timeZone->hasFocus())
        show(m_timeZone->lineEdit(), m_presenter.timeZoneText());
    for (const auto &[kind, box] : m_kinds) {
        const QSignalBlocker blocker(box);
        box->setChecked(wish.optional.contains(kind));
    }
    m_warning->setText(m_presenter.securityWarning());
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_test->setObstacle(m_presenter.testObstacle());
    saveButton().setEnabled(m_presenter.isChanged() && !isSaving());
    if (m_presenter.isChanged())
        messages().hide();
}

void NotificationsBlade::bringIntoView(QWidget *widget)
{
    constexpr int belowToo = 200;
    auto *area = findChild<QScrollArea *>();
    area->widget()->layout()->activate();
    area->ensureWidgetVisible(widget, 0, belowToo);
}

QWidget *NotificationsBlade::initialFocus()
{
    return m_presenter.takesServer() ? static_cast<QWidget *>(m_host) : m_timeZone;
}

void NotificationsBlade::refresh()
{
    readDue();
    const Session session = context().session();
    context().runner().run<NotificationSettings>(
        this, QStringLiteral("notifications.settings"),
        [session](LockboxService &service) { return service.notifications(session); },
        [this](Result<NotificationSettings> settings) {
            if (!settings || isSaving())
                return;
            m_presenter.setStored(*settings);
            showWish();
        });
}

void NotificationsBlade::save()
{
    if (!m_presenter.isChanged() || isSaving())
        return;
    for (const auto &[key, entry] : m_entries)
        entry.error->hide();
    setSaving(true);
    const Session session = context().session();
    const NotificationChange change = m_presenter.change();
    context().runner().run<NotificationSettings>(
        this, {},
        [session, change](LockboxService &service) {
            return service.changeNotifications(session, change);
        },
        [this](Result<NotificationSettings> settings) {
            setSaving(false);
            if (settings)
                onSaved(*settings);
            else
                showRefusal(settings.error());
        });
}

void NotificationsBlade::onSaved(const NotificationSettings &settings)
{
    m_presenter = NotificationsPresenter(settings, !m_presenter.takesServer());
    showWish();
    messages().showMessage(MessageBar::Kind::Good, tr("Saved"));
    emit saved(settings);
    emit announced(tr("Saved"));
    leaveButton().setFocus();
}

void NotificationsBlade::showRefusal(const Error &error)
{
    showWish();
    const auto entry = m_entries.find(error.field);
    if (entry == m_entries.end()) {
        tellRefusal(error);
        return;
    }
    const QString text = errorText(error);
    entry->second.error->setText(text);
    entry->second.error->show();
    entry->second.widget->setFocus();
    emit announced(text);
}

} // namespace lockbox::ui
