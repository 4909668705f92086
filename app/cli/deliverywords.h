#pragma once

#include "app/cli/context.h"
#include "core/service/noticesender.h"

/// What the commands of `notify` and `outbox` print.
namespace lockbox::cli {

QJsonObject toJson(const Delivery &delivery);
QJsonObject toJson(const SendTally &tally);
QJsonObject toJson(const MailVerdict &verdict);

/// "3 sent, 1 will be tried again"
QString tallyText(const SendTally &tally);
/// A line for each field in which a mail differs.
QString differencesText(const MailVerdict &verdict);

void sayDelivery(Output &output, const Delivery &delivery);
/// As a table; says how to go on where there may be more than `limit`.
void sayDeliveries(Output &output, const std::vector<Delivery> &deliveries, int limit);
void sayLetter(Output &output, const Letter &letter);
Result<void> sayNotifications(Output &output, const Door &door,
                              const Result<NotificationSettings> &settings);

} // namespace lockbox::cli
