#include "ui/blades/inboxpresenter.h"

#include "ui/blades/noticetext.h"

#include <algorithm>

namespace lockbox::ui {

using namespace std::chrono_literals;

InboxPresenter::InboxPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
    m_arrival.setSingleShot(true);
    connect(&m_arrival, &QTimer::timeout, this, &InboxPresenter::refresh);
}

QString InboxPresenter::countText() const
{
    const User &user = m_context.account();
    const QString address = deliverableAddress(user);
    const QString whom =
        address.isEmpty() ? user.displayName : tr("%1 <%2>").arg(user.displayName, address);
    const int count = m_mails.rowCount();
    if (m_hasOlder)
        return tr("The newest %1 mails for %2").arg(count).arg(whom);
    return count == 1 ? tr("1 mail for %1").arg(whom) : tr("%1 mails for %2").arg(count).arg(whom);
}

const Letter *InboxPresenter::current() const
{
    const int row = m_mails.rowOf(m_current);
    return row < 0 ? nullptr : &m_mails.row(row);
}

void InboxPresenter::setCurrent(qint64 delivery)
{
    m_current = delivery;
}

void InboxPresenter::showOlder()
{
    m_limit = std::min(m_limit + step, most);
    refresh();
}

void InboxPresenter::refresh()
{
    m_arrival.stop();
    if (!m_context.may(rules::Operation::ReadUsers)) {
        m_face = Face::NoAccess;
        m_mails.setLetters({});
        emit changed();
        return;
    }
    Known known;
    for (const Letter &letter : m_mails.rows())
        known.insert(letter.delivery.id, letter);
    const Session session = m_context.session();
    m_context.runner().run<Reading>(
        this, QStringLiteral("inbox"),
        [session, limit = m_limit, known](LockboxService &service) {
            return read(service, session, limit, known);
        },
        [this, session](Result<Reading> reading) {
            if (session == m_context.session())
                take(std::move(reading));
        });
}

/// A mail is what it was when it was written, so those that are known are not asked for again.
Result<InboxPresenter::Reading> InboxPresenter::read(LockboxService &service,
                                                     const Session &session, int limit, Known known)
{
    const auto deliveries =
        service.deliveries(session, {.states = {DeliveryState::Sent, DeliveryState::Queued},
                                     .recipient = session.userPrincipalName,
                                     .dueOnly = true,
                                     .limit = limit});
    if (!deliveries)
        return failure(deliveries);
    Reading reading;
    reading.hasOlder = static_cast<int>(deliveries->size()) == limit && limit < most;
    for (const Delivery &delivery : *deliveries) {
        const auto found = known.constFind(delivery.id);
        auto letter =
            found == known.cend() ? service.letter(session, delivery.id) : Result<Letter>(*found);
        if (!letter)
            return failure(letter);
        letter->delivery = delivery;
        reading.letters.push_back(std::move(*letter));
    }
    // A reminder is written long before it arrives.
    std::ranges::stable_sort(reading.letters, std::ranges::greater(), [](const Letter &letter) {
        return NoticeText::arrival(letter.delivery);
    });
    auto nextAt = nextArrival(service, session);
    if (!nextAt)
        return failure(nextAt);
    reading.nextAt = *nextAt;
    return reading;
}

Result<std::optional<Timestamp>> InboxPresenter::nextArrival(LockboxService &service,
                                                             const Session &session)
{
    const auto now = service.now();
    const auto waiting = service.deliveries(
        session,
        {.states = {DeliveryState::Queued}, .recipient = session.userPrincipalName, .limit = most});
    if (!now || !waiting)
        return now ? failure(waiting) : failure(now);
    std::optional<Timestamp> next;
    for (const Delivery &delivery : *waiting) {
        if (delivery.nextAt && *delivery.nextAt > *now && (!next || *delivery.nextAt < *next))
            next = delivery.nextAt;
    }
    return next;
}

void InboxPresenter::take(Result<Reading> reading)
{
    if (reading) {
        m_error.reset();
        m_hasOlder = reading->hasOlder;
        m_face = reading->letters.empty() ? Face::Empty : Face::Mails;
        m_mails.setLetters(std::move(reading->letters));
        waitFor(reading->nextAt);
    } else {
        m_error = reading.error();
        if (m_error->code == ErrorCode::NotPermitted)
            m_face = Face::NoAccess;
        else if (m_face == Face::Loading || m_face == Face::NoAccess)
            m_face = Face::Failed;
    }
    emit changed();
}

void InboxPresenter::waitFor(const std::optional<Timestamp> &nextAt)
{
    constexpr auto longest = std::chrono::milliseconds(1h);
    if (nextAt)
        m_arrival.start(
            std::clamp<std::chrono::milliseconds>(*nextAt - m_context.now() + 50ms, 50ms, longest));
}

} // namespace lockbox::ui
