#include "core/service/localoutbox.h"

#include "core/service/noticemail.h"
#include "core/service/storefailure.h"
#include "core/service/storelog.h"
#include "core/store/postgresschema.h"
#include "core/store/schema.h"
#include "core/store/storefile.h"

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
          log(*database, given)
    {}

    Timestamp now() const { return (options.clock ? *options.clock : systemClock).now(); }
    /// What becomes of a row whose time has come; nothing where it stays with whoever has it.
    Result<std::optional<ClaimedMail>> take(const OutboxRow &row, const NotificationRow &settings);
    Result<void> settle(const OutboxRow &row, const DeliveryReport &report);

    std::unique_ptr<Database> database;
    LocalOptions options;
    SystemClock systemClock;
    OutboxStore outbox;
    NotificationStore notifications;
    StoreLog log;
    qint64 tenant = 0;
};

LocalOutbox::LocalOutbox(std::unique_ptr<Private> given) : d(std::move(given))
{}

LocalOutbox::~LocalOutbox() = default;

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::open(const QString &path,
                                                       const LocalOptions &options)
{
    // Whatever the store needs first is done as by everybody who opens it.
    if (const auto door = openLocalStore(path, options); !door)
        return failure(door);
    auto database = Database::open(path, options.busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    return over(std::move(*database), options);
}

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::openPostgres(const QString &url,
                                                               const TenantId &tenant,
                                                               const LocalOptions &options)
{
    auto database = lockbox::openPostgres(
        {.url = url, .tenant = tenant.toString(), .busyTimeout = options.busyTimeout});
    return database ? over(std::move(*database), options) : failure(database);
}

Result<std::unique_ptr<LocalOutbox>> LocalOutbox::over(std::unique_ptr<Database> database,
                                                       const LocalOptions &options)
{
    const QString place = database->path();
    std::unique_ptr<LocalOutbox> outbox(
        new LocalOutbox(std::make_unique<Private>(std::move(database), options)));
    Private &d = *outbox->d;
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

Result<NotificationSettings> LocalOutbox::settings()
{
    const auto row = d->notifications.find(d->tenant);
    return row ? Result<NotificationSettings>(row->settings) : failure(row);
}

Result<std::optional<ClaimedMail>> LocalOutbox::Private::take(const OutboxRow &row,
                                                              const NotificationRow &settings)
{
    const Timestamp present = now();
    Delivery next = row.delivery;
    next.changedAt = present;
    if (next.giveUpAt <= present) {
        next.state = DeliveryState::Undeliverable;
        next.nextAt.reset();
        next.words = next.words.isEmpty()
                         ? QStringLiteral("not sent in time: no sender was at work")
                         : QStringLiteral("not delivered in time; last: %1").arg(next.words);
        const auto written = outbox.update(tenant, row.delivery, next);
        return written ? Result<std::optional<ClaimedMail>>(std::nullopt) : failure(written);
    }
    if (!settings.settings.incompleteReason().isEmpty())
        return std::nullopt;
    next.state = DeliveryState::Sending;
    ++next.attempts;
    next.nextAt = present + claimTime;
    const auto written = outbox.update(tenant, row.delivery, next, settings.settings.sender);
    if (!written)
        return failure(written);
    OutboxRow current = row;
    current.sender = settings.settings.sender;
    auto mail = mailOf(outbox, tenant, settings, current);
    if (!mail)
        return failure(mail);
    return ClaimedMail{.delivery = next, .message = std::move(mail->message)};
}

Result<std::vector<ClaimedMail>> LocalOutbox::claim(int limit)
{
    Transaction transaction(*d->database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    const auto settings = d->notifications.find(d->tenant);
    if (!settings)
        return failure(settings);
    const auto due = d->outbox.due(d->tenant, d->now(), limit);
    if (!due)
        return failure(due);
    std::vector<ClaimedMail> claimed;
    for (const OutboxRow &row : *due) {
        auto mail = d->take(row, *settings);
        if (!mail)
            return failure(mail);
        if (*mail)
            claimed.push_back(std::move(**mail));
    }
    if (auto ok = transaction.commit(); !ok)
        return failure(ok);
    return claimed;
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

Result<void> LocalOutbox::Private::settle(const OutboxRow &row, const DeliveryReport &report)
{
    // Another one has it by now, or it isn't wanted any more.
    if (row.delivery.state != DeliveryState::Sending
        || row.delivery.attempts != report.delivery.attempts)
        return {};
    Delivery next = row.delivery;
    next.changedAt = now();
    next.words = report.words;
    next.nextAt.reset();
    switch (report.outcome) {
    case DeliveryReport::Outcome::Sent: next.state = DeliveryState::Sent; break;
    case DeliveryReport::Outcome::Never: next.state = DeliveryState::Undeliverable; break;
    case DeliveryReport::Outcome::Later:
        next.state = DeliveryState::Failed;
        next.nextAt =
            std::min(next.changedAt + withJitter(delayAfter(next.attempts)), next.giveUpAt);
        break;
    }
    const auto written = outbox.update(tenant, row.delivery, next);
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
