#pragma once

#include "core/remote/httpclient.h"

#include <QJsonObject>

namespace lockbox {

/// Asks, and gives what was answered; a problem (RFC 9457) becomes the error that the service's door gave. What can be lost on the way is asked again
/// for a while: questions that change nothing, and those with an idempotency key.
Result<HttpAnswer> askService(HttpClient &client, const HttpQuestion &question);

/// The JSON object that was answered.
Result<QJsonObject> jsonOf(const HttpClient &client, const HttpAnswer &answer);

/// Asks for a JSON object.
Result<QJsonObject> askForJson(HttpClient &client, const HttpQuestion &question);

/// A question with a JSON body.
HttpQuestion jsonQuestion(const QByteArray &method, const QString &path, const QJsonObject &body);

/// One part of a path, percent-encoded; empty where it can be the name of nothing.
QString pathPart(const QString &text);

/// Compares user names as a service does.
bool isSameUser(const QString &one, const QString &other);

} // namespace lockbox
