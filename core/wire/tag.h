#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace lockbox::wire {

/// The entity tag (RFC 9110, 8.8.3) of what is shown as this JSON: strong, with its quotation marks. That of a request with its story has two
/// parts with a dot between: the first says what the request is, the second what is told around it (its notices, how many others there
/// are).
QByteArray tagOf(const QJsonObject &json);

/// Whether a thing that has the tag `now` is still what it was when it had the tag `seen`. What is around a request does not count: notices
/// are sent while somebody thinks.
bool isStill(const QByteArray &seen, const QByteArray &now);

} // namespace lockbox::wire
