#include "app/daemon/monitor.h"

#include "core/base/clock.h"
#include "core/base/timetext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace lockbox::daemon {

/// Text without what could steer a terminal or break a line.
static QString harmless(const QString &text)
{
    QString line = text;
    for (QChar &c : line) {
        if (!c.isPrint())
            c = QLatin1Char('?');
    }
    return line;
}

QByteArray metric(const char *name, const char *type, const char *help, const QByteArray &value)
{
    return QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n' + name
           + ' ' + value + '\n';
}

void Monitor::say(const QString &message, const QJsonObject &fields)
{
    const QString time = toRfc3339(SystemClock().now());
    QByteArray line;
    if (m_asJson) {
        QJsonObject json = fields;
        json.insert(QStringLiteral("time"), time);
        json.insert(QStringLiteral("message"), message);
        line = QJsonDocument(json).toJson(QJsonDocument::Compact);
    } else {
        QString text = time + QLatin1Char(' ') + message;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            text += QStringLiteral(" %1=%2").arg(it.key(), it->toVariant().toString());
        line = harmless(text).toUtf8();
    }
    const std::lock_guard lock(m_mutex);
    std::fprintf(stderr, "%s\n", line.constData());
    std::fflush(stderr);
}

void Monitor::learned(bool byNotice)
{
    const std::lock_guard lock(m_mutex);
    m_notices += byNotice ? 1 : 0;
}

void Monitor::answered(const httpd::AccessLine &line)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_answers[line.status];
        m_took += line.took;
    }
    say(QStringLiteral("answered"), {{QStringLiteral("method"), QString::fromLatin1(line.method)},
                                     {QStringLiteral("path"), QString::fromLatin1(line.path)},
                                     {QStringLiteral("status"), line.status},
                                     {QStringLiteral("address"), line.address},
                                     {QStringLiteral("microseconds"), qint64(line.took.count())}});
}

void Monitor::mailed(const QByteArray &outcome, qint64 count)
{
    const std::lock_guard lock(m_mutex);
    m_mails[outcome] += count;
}

QByteArray Monitor::metrics(const httpd::Workers &workers) const
{
    const std::lock_guard lock(m_mutex);
    QByteArray text = "# HELP lockboxd_requests_total Questions answered, by status.\n"
                      "# TYPE lockboxd_requests_total counter\n";
    quint64 all = 0;
    for (const auto &[status, count] : m_answers) {
        text += "lockboxd_requests_total{status=\"" + QByteArray::number(status) + "\"} "
                + QByteArray::number(count) + '\n';
        all += count;
    }
    text += "# HELP lockboxd_mails_total Tries to send a mail, by what came of it.\n"
            "# TYPE lockboxd_mails_total counter\n";
    for (const auto &[outcome, count] : m_mails)
        text +=
            "lockboxd_mails_total{outcome=\"" + outcome + "\"} " + QByteArray::number(count) + '\n';
    const auto number = [&text](const char *name, const char *type, const char *help,
                                const QByteArray &value) {
        text += metric(name, type, help, value);
    };
    const auto up = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begun);
    number("lockboxd_request_seconds_sum", "counter", "Time that answers took, waiting included.",
           QByteArray::number(double(m_took.count()) / 1e6, 'f', 6));
    number("lockboxd_request_seconds_count", "counter", "Answers.", QByteArray::number(all));
    number("lockboxd_notices_total", "counter", "News that another copy of the service told.",
           QByteArray::number(m_notices));
    number("lockboxd_waiting", "gauge", "Calls that wait for news.",
           QByteArray::number(qulonglong(workers.waiting())));
    number("lockboxd_queue", "gauge", "Calls that wait for a worker.",
           QByteArray::number(qulonglong(workers.queued())));
    number("lockboxd_up_seconds", "gauge", "Time since the start.",
           QByteArray::number(up.count(), 'f', 3));
    return text;
}

} // namespace lockbox::daemon
