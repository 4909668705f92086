#pragma once

#include "core/httpd/httpserver.h"

#include <map>
#include <mutex>

namespace lockbox::daemon {

/// A metric with its help, as Prometheus reads it.
QByteArray metric(const char *name, const char *type, const char *help, const QByteArray &value);

/// What happens in the service: lines to standard error, and numbers for Prometheus (text format 0.0.4). Safe to call from any thread.
class Monitor
{
public:
    explicit Monitor(bool asJson) : m_asJson(asJson) {}

    /// A line for people, or the same as JSON. Never holds a token, a password or a query.
    void say(const QString &message, const QJsonObject &fields = {});
    /// Of something that happened in a store on a server: by another copy's notice, or otherwise.
    void learned(bool byNotice);
    void answered(const httpd::AccessLine &line);
    /// What came of mails: "sent", "failed" or "undeliverable".
    void mailed(const QByteArray &outcome, qint64 count);
    /// "# TYPE lockboxd_requests_total counter …"
    QByteArray metrics(const httpd::Workers &workers) const;

private:
    mutable std::mutex m_mutex;
    bool m_asJson;
    std::map<int, quint64> m_answers; ///< By status.
    quint64 m_notices = 0;
    std::chrono::microseconds m_took{0};
    std::map<QByteArray, qint64> m_mails{{"sent", 0}, {"failed", 0}, {"undeliverable", 0}};
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
};

} // namespace lockbox::daemon
