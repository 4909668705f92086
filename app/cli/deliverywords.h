#pragma once

#include "app/cli/context.h"
#include "core/service/noticesender.h"

/// What the commands of `notify` and `outbox` print.
namespace lockbox::cli {

QJsonObject toJson(const Delivery &delivery);
QJsonObject toJson(const SendTally &tally);
QJsonObject toJson(const MailVerdict &verdict);
QJsonArray toJson(const std::vector<Delivery> &deliveries);

/// "3 sent, 1 will be tried again"
QString tallyText(const SendTally &tally);
/// A line for each of the first 20: the address, the notice, the last words. Says where the rest is listed.
QString failuresText(const std::vector<Delivery> &failures, bool coloured);
/// A line for each: when it was written, what it is, to whom, and what came of it.
QString noticesText(const std::vector<Delivery> &deliveries, int indent, bool coloured);
/// A line for each field in which a mail differs.
QString differencesText(const MailVerdict &verdict);

void sayDelivery(Output &output, const Delivery &delivery);
/// As a table; says how to go on where there may be more than `limit`.
void sayDeliveries(Output &output, const std::vector<Delivery> &deliveries, int limit);
void sayLetter(Output &output, const Letter &letter);
Result<void> sayNotifications(Output &output, const Door &door,
                              const Result<NotificationSettings> &settings);

} // namespace lockbox::cli
