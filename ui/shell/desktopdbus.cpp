#include "ui/shell/desktopdbus.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

#include <algorithm>

namespace lockbox::ui {

namespace {

QString serviceName()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QString objectPath()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

QDBusMessage callOf(const char *method)
{
    return QDBusMessage::createMethodCall(serviceName(), objectPath(), serviceName(),
                                          QString::fromLatin1(method));
}

QDBusMessage closing(uint number)
{
    QDBusMessage call = callOf("CloseNotification");
    call.setArguments({number});
    return call;
}

} // namespace

DBusNotifier::DBusNotifier(const QDBusConnection &bus, QObject *parent)
    : DesktopNotifier(parent), m_bus(bus)
{
    listen();
    askCapabilities();
}

DBusNotifier::~DBusNotifier()
{
    // The program may end now: the answer to the last one says that all have arrived.
    std::vector<uint> numbers;
    for (const auto &[id, note] : m_notes) {
        if (note->number != 0)
            numbers.push_back(note->number);
    }
    constexpr int patience = 500; // milliseconds
    for (const uint number : numbers) {
        if (number == numbers.back())
            m_bus.call(closing(number), QDBus::Block, patience);
        else
            m_bus.send(closing(number));
    }
}

bool DBusNotifier::isThere(const QDBusConnection &bus)
{
    QDBusConnectionInterface *daemon = bus.isConnected() ? bus.interface() : nullptr;
    if (!daemon)
        return false;
    daemon->setTimeout(2000);
    const QDBusReply<bool> running = daemon->isServiceRegistered(serviceName());
    if (running.isValid() && running.value())
        return true;
    const QDBusReply<QStringList> startable = daemon->activatableServiceNames();
    return startable.isValid() && startable.value().contains(serviceName());
}

void DBusNotifier::listen()
{
    const auto on = [this](const char *signal, const char *slot) {
        m_bus.connect(serviceName(), objectPath(), serviceName(), QString::fromLatin1(signal), this,
                      slot);
    };
    on("ActionInvoked", SLOT(onActionInvoked(uint, QString)));
    on("ActivationToken", SLOT(onActivationToken(uint, QString)));
    on("NotificationClosed", SLOT(onClosed(uint)));
    auto *watcher = new QDBusServiceWatcher(serviceName(), m_bus,
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(
        watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &, const QString &owner) { onOwnerChanged(owner); });
}

void DBusNotifier::askCapabilities()
{
    m_isAsking = true;
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(callOf("GetCapabilities")), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        m_isAsking = false;
        const QDBusPendingReply<QStringList> reply = *answer;
        // Who does not say may take markup: then it is escaped.
        m_capabilities =
            reply.isValid() ? reply.value()
                            : QStringList{QStringLiteral("body-markup"), QStringLiteral("actions")};
        for (const auto &[id, note] : m_notes) {
            if (!note->isSent)
                send(id, note);
        }
    });
}

void DBusNotifier::notify(const QString &id, const QString &title, const QString &body)
{
    close(id);
    const auto note = std::make_shared<Note>(Note{.title = title, .body = body});
    m_notes.emplace(id, note);
    if (m_capabilities)
        send(id, note);
    else if (!m_isAsking)
        askCapabilities();
}

void DBusNotifier::send(const QString &id, const std::shared_ptr<Note> &note)
{
    note->isSent = true;
    const bool takesMarkup = m_capabilities->contains(QStringLiteral("body-markup"));
    QStringList actions;
    if (m_capabilities->contains(QStringLiteral("actions")))
        actions = {QStringLiteral("default"), tr("Open")};
    const QVariantMap hints = {{QStringLiteral("desktop-entry"), QStringLiteral("lockbox-console")},
                               {QStringLiteral("urgency"), QVariant::fromValue<uchar>(1)}};
    constexpr int untilClosed = 0;
    QDBusMessage call = callOf("Notify");
    call.setArguments({QStringLiteral("Customer Lockbox"), uint(0),
                       QStringLiteral("lockbox-console"), note->title,
                       takesMarkup ? note->body.toHtmlEscaped() : note->body, actions, hints,
                       untilClosed});
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, id, note] {
        answer->deleteLater();
        const QDBusPendingReply<uint> reply = *answer;
        onNumber(id, *note, reply.isValid() ? reply.value() : 0);
    });
}

void DBusNotifier::onNumber(const QString &id, Note &note, uint number)
{
    note.number = number;
    if (note.isWithdrawn && number != 0)
        m_bus.send(closing(number));
    else if (!note.isWithdrawn && number == 0)
        m_notes.erase(id);
}

void DBusNotifier::close(const QString &id)
{
    const auto found = m_notes.find(id);
    if (found == m_notes.end())
        return;
    found->second->isWithdrawn = true;
    if (found->second->number != 0)
        m_bus.send(closing(found->second->number));
    m_notes.erase(found);
}

QString DBusNotifier::idOf(uint number) const
{
    const auto found = std::ranges::find_if(
        m_notes, [number](const auto &entry) { return entry.second->number == number; });
    return number == 0 || found == m_notes.end() ? QString() : found->first;
}

void DBusNotifier::onActionInvoked(uint number, const QString &action)
{
    // Notices of other programs are told as well.
    const QString id = idOf(number);
    if (!id.isEmpty() && action == QStringLiteral("default"))
        emit activated(id);
}

void DBusNotifier::onActivationToken(uint number, const QString &token)
{
    // Wayland raises only whom the click allows it. Qt takes the permission from here.
    if (!idOf(number).isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

void DBusNotifier::onClosed(uint number)
{
    m_notes.erase(idOf(number));
}

void DBusNotifier::onOwnerChanged(const QString &owner)
{
    // The next service counts from one again: an old number would open the wrong request.
    std::erase_if(m_notes, [](const auto &entry) { return entry.second->number != 0; });
    m_capabilities.reset();
    if (!owner.isEmpty())
        askCapabilities();
}

} // namespace lockbox::ui
