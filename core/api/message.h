#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QUrlQuery>

#include <chrono>

namespace lockbox::api {

/// What somebody asks of the service, without the connection it came by (RFC 9110).
struct Question {
    QByteArray method;
    QByteArray path; ///< As it was sent: percent-encoded, without the query.
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< Names in lower case.
    QByteArray body;
    QString address; ///< The caller's, as text.
    QByteArray
        certificateHash; ///< SHA-256 of the caller's certificate, if there is one that is to be trusted.
    QString certificateSubject; ///< Its subject, RFC 4514.
    QString certificateTrouble; ///< Why one that was shown is not to be trusted.
    bool isAgain = false;       ///< Asked before, and had to wait: it is no further call.
    /// When it was asked, or asked again: what was found out since then answers it. As it is here, nothing that is known does.
    std::chrono::steady_clock::time_point asked = std::chrono::steady_clock::time_point::max();
    bool mayWait = true; ///< Whether there can be no answer yet; see Answer::wait.
};

/// What it is answered.
struct Answer {
    int status = 200;
    QByteArray contentType; ///< Empty where there is no body.
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    /// There is nothing to say yet: the same is to be asked again when something has happened in the store, and for the last time when this
    /// time has passed.
    std::optional<std::chrono::milliseconds> wait;
};

Answer jsonAnswer(const QJsonObject &json, int status = 200);
/// The same of JSON that is text already.
Answer jsonTextAnswer(const QByteArray &json);
/// Text that is handed on byte by byte.
Answer textAnswer(const QByteArray &text);
/// Done, and nothing to say about it.
Answer emptyAnswer();
/// A refusal as problem details (RFC 9457): `code`, `detail`, and what else the error says. `status`, where given, stands over the code's.
Answer problem(const Error &error, std::optional<int> status = {});
/// The status for an error's code.
int statusOf(const Error &error);

} // namespace lockbox::api
