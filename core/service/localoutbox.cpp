#include "core/service/localoutbox.h"

#include "core/service/noticemail.h"
#include "core/service/serverstore.h"
#include "core/service/storefailure.h"
#include "core/service/storelog.h"
#include "core/store/eventstore.h"
#include "core/store/postgresschema.h"
#include "core/store/requeststore.h"

#include <QRandomGenerator>

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;

struct LocalOutbox::Private {
    Private(std::unique_ptr<Database> opened, const LocalOptions &given)
        : database(std::move(opened)),
          options(given),
          outbox(*database),
          notifications(*database),
          requests(*database),
          log(*database, given)
    {}

    /// What a batch has come to.
    struct Batch {
        std::vector<ClaimedMail> claimed;
        int ended = 0; ///< Of no use any more.
    };

    Timestamp now() const { return (options.clock ? *options.clock : systemClock).now(); }
    Result<Batch> claim(int limit);
    Result<void> take(const OutboxRow &row, const NotificationRow &settings, Batch &batch);
    /// How a delivery ends that is of no use any more; nothing where it is.
    Result<std::optional<Delivery>> end(const Delivery &delivery);
    Result<Delivery> settled(const Delivery &present, const DeliveryReport &report);
    Result<void> settle(const OutboxRow &row, const DeliveryReport &report);

    std::unique_ptr<Database> database;
    LocalOptions options;
    SystemClock systemClock;
    OutboxStore outbox;
    NotificationStore notifications;
    RequestStore requests;
    StoreLog log;
    StoreWatch watch; ///< Also writes down what the clock has done.
    std::chrono::milliseconds claimLength{};
    qint64 tenant = 0;
};

LocalOutbox::LocalOutbox(std::unique_ptr<Private> given) : d(std::move(given))
{}

LocalOutbox::~LocalOutbox() = default;

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::open(const QString &path,
                                                       const LocalOptions &options,
                                                       std::chrono::milliseconds claimLength)
{
    // Whatever the store needs first is done as by everybody who opens it.
    auto watch = watchLocalStore(path, options);
    if (!watch)
        return failure(watch);
    auto database = Database::open(path, options.busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    return over(std::move(*database), std::move(*watch), options, claimLength);
}

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::openPostgres(
    const QString &url, const TenantId &tenant, const LocalOptions &options,
    std::chrono::milliseconds claimLength)
{
    auto watch = watchPostgresStore(url, tenant, options);
    if (!watch)
        return failure(watch);
    auto database = lockbox::openPostgres(
        {.url = url, .tenant = tenant.toString(), .busyTimeout = options.busyTimeout});
    return database ? over(std::move(*database), std::move(*watch), options, claimLength)
                    : failure(database);
}

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::over(std::unique_ptr<Database> database,
                                                       StoreWatch watch,
                                                       const LocalOptions &options,
                                                       std::chrono::milliseconds claimLength)
{
    const QString place = database->path();
    std::unique_ptr<LocalOutbox> outbox(
        new LocalOutbox(std::make_unique<Private>(std::move(database), options)));
    Private &d = *outbox->d;
    d.watch = std::move(watch);
    d.claimLength = claimLength;
    const auto tenant = TenantStore(*d.database).first();
    if (!tenant)
        return Failure(naming(tenant.error(), place));
    if (tenant->demo)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 is a demo store: nothing leaves it").arg(place));
    d.tenant = tenant->key;
    if (auto ok = d.log.look(); !ok)
        return Failure(naming(ok.error(), place));
    if (auto ok = d.log.checkNoAlarm(); !ok)
        return failure(ok);
    return outbox;
}

Timestamp LocalOutbox::now() const
{
    return d->now();
}

std::chrono::milliseconds LocalOutbox::claimLength() const
{
    return d->claimLength;
}

Result<NotificationSettings> LocalOutbox::settings()
{
    const auto row = d->notifications.find(d->tenant);
    return row ? Result<NotificationSettings>(row->settings) : failure(row);
}

Result<void> LocalOutbox::settleClock(const std::stop_token &stop)
{
    constexpr auto patience = 2s;
    if (d->database->isReadOnly())
        return {};
    if (auto ok = d->log.lookNowAndThen(); !ok)
        return ok;
    if (auto ok = d->log.checkNoAlarm(); !ok)
        return ok;
    // First where the log ends: if another one settles in between, it has gone on.
    const auto head = EventStore(*d->database).last(d->tenant);
    if (!head)
        return failure(head);
    const auto due = d->requests.due(d->tenant, d->now(), 1);
    if (!due)
        return failure(due);
    if (due->empty())
        return {};
    const auto settled = d->watch(*head, patience, stop);
    return settled ? Result<void>() : failure(settled);
}

static QString withLast(const QString &why, const QString &last)
{
    return last.isEmpty() ? why : QStringLiteral("%1, last: %2").arg(why, last);
}

Result<std::optional<Delivery>> LocalOutbox::Private::end(const Delivery &delivery)
{
    Delivery next = delivery;
    next.changedAt = now();
    next.nextAt.reset();
    const bool asks =
        delivery.kind == NoticeKind::RequestPending || delivery.kind == NoticeKind::Reminder;
    if (asks && !delivery.request.isNull()) {
        const auto row = requests.byId(tenant, delivery.request);
        if (!row)
            return failure(row);
        const auto state = *row ? (*row)->request.state : RequestState::Pending;
        // Who was not told of an expired request in time ought to have been.
        const bool isTooLate =
            state == RequestState::Expired && delivery.kind == NoticeKind::RequestPending;
        if (state != RequestState::Pending && !isTooLate) {
            next.state = DeliveryState::Suppressed;
            next.words = withLast(
                QStringLiteral("not needed any more: the request is %1").arg(toSlug(state)),
                delivery.words);
            return next;
        }
    }
    if (next.giveUpAt > next.changedAt)
        return std::nullopt;
    next.state = DeliveryState::Undeliverable;
    next.words = delivery.words.isEmpty()
                     ? QStringLiteral("not sent in time: no sender was at work")
                     : withLast(QStringLiteral("not delivered in time"), delivery.words);
    return next;
}

/// As it stands again where it was not tried.
static Delivery restored(const Delivery &before)
{
    Delivery again = before;
    if (again.state == DeliveryState::Sending) {
        again.state = DeliveryState::Failed;
        again.words = withLast(QStringLiteral("the sender that had it said no more"), before.words);
    }
    return again;
}

Result<void> LocalOutbox::Private::take(const OutboxRow &row, const NotificationRow &settings,
                                        Batch &batch)
{
    const auto write = [&](const Delivery &next) -> Result<void> {
        const auto written = outbox.update(tenant, row.delivery, next);
        return written ? Result<void>() : failure(written);
    };
    const auto ended = end(row.delivery);
    if (!ended)
        return failure(ended);
    if (*ended) {
        ++batch.ended;
        return write(**ended);
    }
    if (!settings.settings.incompleteReason().isEmpty())
        return {};
    Delivery next = row.delivery;
    next.changedAt = now();
    OutboxRow current = row;
    current.sender = settings.settings.sender;
    auto mail = mailOf(outbox, tenant, settings, current);
    if (!mail && mail.error().code == ErrorCode::StoreDamaged) {
        // One that can't be read keeps no other from being sent.
        next.state = DeliveryState::Undeliverable;
        next.nextAt.reset();
        next.words = mail.error().message;
        ++batch.ended;
        return write(next);
    }
    if (!mail)
        return failure(mail);
    next.state = DeliveryState::Sending;
    ++next.attempts;
    next.nextAt = next.changedAt + claimLength;
    const auto written = outbox.update(tenant, row.delivery, next, current.sender);
    if (!written)
        return failure(written);
    batch.claimed.push_back(
        {.delivery = next, .message = std::move(mail->message), .before = restored(row.delivery)});
    return {};
}

Result<LocalOutbox::Private::Batch> LocalOutbox::Private::claim(int limit)
{
    Transaction transaction(*database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    const auto settings = notifications.find(tenant);
    if (!settings)
        return failure(settings);
    const auto due = outbox.due(tenant, now(), limit);
    if (!due)
        return failure(due);
    Batch batch;
    for (const OutboxRow &row : *due) {
        if (auto ok = take(row, *settings, batch); !ok)
            return failure(ok);
    }
    if (auto ok = transaction.commit(); !ok)
        return failure(ok);
    return batch;
}

Result<std::vector<ClaimedMail>> LocalOutbox::claim(int limit)
{
    for (;;) {
        auto batch = d->claim(limit);
        if (!batch)
            return failure(batch);
        // Where all that came first was of no use any more, the rest may be.
        if (!batch->claimed.empty() || batch->ended == 0)
            return std::move(batch->claimed);
    }
}

std::chrono::seconds LocalOutbox::delayAfter(int attempts)
{
    constexpr std::chrono::seconds first = 30s;
    constexpr std::chrono::seconds longest = 30min;
    constexpr int mostDoublings = 6;
    return std::min(longest, first * (1 << std::clamp(attempts - 1, 0, mostDoublings)));
}

/// So that those that failed together don't come back together: up to a quarter more or less.
static std::chrono::milliseconds withJitter(std::chrono::seconds delay)
{
    const double factor = 0.75 + QRandomGenerator::global()->generateDouble() / 2;
    return std::chrono::milliseconds(qint64(double(delay.count()) * 1000 * factor));
}

/// What becomes of one that is still in that claim.
Result<Delivery> LocalOutbox::Private::settled(const Delivery &present,
                                               const DeliveryReport &report)
{
    using enum DeliveryReport::Outcome;
    Delivery next = report.outcome == GivenBack ? report.before : present;
    if (report.outcome != GivenBack) {
        next.changedAt = now();
        next.nextAt.reset();
        next.words = report.words;
    }
    if (report.outcome == Never) {
        next.state = DeliveryState::Undeliverable;
        return next;
    }
    const auto ended = end(next);
    if (!ended)
        return failure(ended);
    if (*ended)
        return **ended;
    if (report.outcome == Later) {
        next.state = DeliveryState::Failed;
        next.nextAt =
            std::min(next.changedAt + withJitter(delayAfter(next.attempts)), next.giveUpAt);
    }
    return next;
}

/// Several claims of one may have as many attempts, where one was given back; not the same time, too.
static bool isInClaim(const Delivery &present, const Delivery &claimed)
{
    return present.state == DeliveryState::Sending && present.attempts == claimed.attempts
           && present.changedAt == claimed.changedAt;
}

Result<void> LocalOutbox::Private::settle(const OutboxRow &row, const DeliveryReport &report)
{
    const Delivery &present = row.delivery;
    Delivery next = present;
    if (report.outcome == DeliveryReport::Outcome::Sent) {
        // That it has arrived is true, whatever was decided about it meanwhile.
        if (present.state == DeliveryState::Sent)
            return {};
        next.state = DeliveryState::Sent;
        next.changedAt = now();
        next.nextAt.reset();
        next.words = report.words;
    } else {
        if (!isInClaim(present, report.delivery))
            return {};
        const auto found = settled(present, report);
        if (!found)
            return failure(found);
        next = *found;
    }
    const auto written = outbox.update(tenant, present, next);
    return written ? Result<void>() : failure(written);
}

Result<void> LocalOutbox::report(const std::vector<DeliveryReport> &reports)
{
    Transaction transaction(*d->database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    for (const DeliveryReport &report : reports) {
        const auto row = d->outbox.byKey(d->tenant, report.delivery.id);
        if (!row)
            return failure(row);
        if (!*row)
            continue;
        if (auto ok = d->settle(**row, report); !ok)
            return ok;
    }
    return transaction.commit();
}

Result<std::optional<Timestamp>> LocalOutbox::nextDue()
{
    return d->outbox.nextDue(d->tenant);
}

} // namespace lockbox
