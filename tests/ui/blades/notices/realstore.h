#pragma once

#include "noticesamples.h"

#include "core/service/localoutbox.h"

namespace lockbox::samples {

/// A store that is no demo, with a request that waits and its notices, written `age` ago; a sender's side for tests to play; and a
/// console's context in which the administrator is signed in.
class RealStore
{
public:
    explicit RealStore(std::chrono::minutes age = std::chrono::minutes(10))
        : m_clock(SystemClock().now() - age)
    {
        const LocalOptions then{.clock = &m_clock,
                                .logFolder = m_dir.filePath(QStringLiteral("log"))};
        const StoreSeed seed{.tenant = tenant(),
                             .policy = policy(),
                             .users = {admin(), approver(), reader(), engineer(), manager()}};
        if (const auto made = createLocalStore(path(), seed, then); !made)
            qFatal("%s", qPrintable(made.error().message));
        m_door = std::move(*openLocalStore(path(), then));
        writeNotices();
        m_outbox = std::move(*LocalOutbox::open(path(), then));
        const ServiceFactory factory = [path = path(), folder = then.logFolder] {
            return openLocalStore(path, {.logFolder = folder});
        };
        m_context = std::make_unique<ui::ConsoleContext>(factory);
        m_context->setInfo(*m_door->info());
        m_context->setAccount(admin());
    }

    /// By the clock of then.
    LockboxService &door() { return *m_door; }
    ui::ConsoleContext &context() { return *m_context; }
    const QString &request() const { return m_request; }

    /// A sender takes all that is due in hand.
    std::vector<ClaimedMail> claim() { return *m_outbox->claim(10); }
    void report(const ClaimedMail &mail, DeliveryReport::Outcome outcome)
    {
        QVERIFY(m_outbox->report({{.delivery = mail.delivery,
                                   .outcome = outcome,
                                   .words = QStringLiteral("450 not now")}}));
    }
    /// The mail to Ben is refused for good, the one to Ada fails for now.
    void fail()
    {
        for (const ClaimedMail &mail : claim())
            report(mail, mail.delivery.recipient == approver().userPrincipalName
                             ? DeliveryReport::Outcome::Never
                             : DeliveryReport::Outcome::Later);
    }

    /// The notice of the request to this user.
    Delivery notice(const User &to)
    {
        const auto all = *m_door->deliveries(session(), {.recipient = to.userPrincipalName});
        for (const Delivery &delivery : all) {
            if (delivery.kind == NoticeKind::RequestPending)
                return delivery;
        }
        return {};
    }
    static Session session() { return {admin().userPrincipalName}; }

private:
    QString path() const { return m_dir.filePath(QStringLiteral("store.lockbox")); }
    void writeNotices()
    {
        NotificationChange change;
        change.host = QStringLiteral("mail.contoso.example");
        change.sender = QStringLiteral("lockbox@contoso.example");
        QVERIFY(m_door->changeNotifications(session(), change));
        const auto settingChanged = *m_door->deliveries(session(), {});
        for (const Delivery &told : settingChanged)
            QVERIFY(m_door->suppressDelivery(session(), told.id));
        m_request =
            m_door
                ->submitRequest({engineer().userPrincipalName},
                                {.reference = QStringLiteral("EXSR1"),
                                 .service = QStringLiteral("Exchange"),
                                 .reason = QStringLiteral("Mail is stuck since Monday morning"),
                                 .duration = std::chrono::hours(4)})
                ->id.toString();
        QVERIFY(m_door->authorizeRequest({manager().userPrincipalName}, m_request, {}));
    }

    QTemporaryDir m_dir;
    ManualClock m_clock;
    std::unique_ptr<LockboxService> m_door;
    std::unique_ptr<LocalOutbox> m_outbox;
    std::unique_ptr<ui::ConsoleContext> m_context;
    QString m_request;
};

} // namespace lockbox::samples
