#include "core/service/locallockbox.h"
#include "core/service/noticesender.h"
#include "core/store/outboxstore.h"
#include "core/store/tenantstore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <curl/curl.h>

#include <cstdio>
#include <fstream>

using namespace lockbox;
using namespace std::chrono_literals;

/// Ten thousand notices through a mail server on loopback, and as many mails of the same size by libcurl alone, in the same run.
namespace {

constexpr int mails = 10'000;

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

double seconds(std::chrono::steady_clock::time_point since)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

int startServer(QProcess &server)
{
    server.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/mail/servers/smtpd.py"),
                  QStringLiteral("."), QStringLiteral("--quiet")});
    while (!server.canReadLine()) {
        if (!server.waitForReadyRead(20000))
            qFatal("the mail server does not start");
    }
    return server.readLine().trimmed().toInt();
}

/// A store with one request that so many people are told of.
void fill(const QString &path, int port)
{
    const User admin{.userPrincipalName = QStringLiteral("ada@contoso.com"),
                     .displayName = QStringLiteral("Ada"),
                     .email = QStringLiteral("ada@contoso.com"),
                     .roles = {Role::GlobalAdministrator}};
    const Session ada{admin.userPrincipalName};
    need(createLocalStore(path, {.tenant = {.id = TenantId(QUuid::createUuid()),
                                            .name = QStringLiteral("Contoso"),
                                            .domain = QStringLiteral("contoso.com"),
                                            .provider = QStringLiteral("Fabrikam")},
                                 .users = {admin}}));
    const auto door = need(openLocalStore(path));
    need(door->changeNotifications(ada, {.host = QStringLiteral("127.0.0.1"),
                                         .port = port,
                                         .security = MailSecurity::None,
                                         .sender = QStringLiteral("lockbox@contoso.com")}));
    const auto database = need(Database::open(path, 5s));
    const qint64 tenant = need(TenantStore(*database).first()).key;
    OutboxStore outbox(*database);
    Transaction transaction(*database, Transaction::Kind::Write);
    const Delivery first = need(outbox.byKey(tenant, 1))->delivery;
    for (int i = 1; i < mails; ++i) {
        Delivery next = first;
        next.messageId = QStringLiteral("<%1@contoso.com>").arg(i);
        need(outbox.insert(tenant, 1, next));
    }
    need(transaction.commit());
}

size_t readText(char *into, size_t size, size_t count, void *user)
{
    auto &rest = *static_cast<QByteArrayView *>(user);
    const auto taken = std::min(qsizetype(size * count), rest.size());
    std::memcpy(into, rest.data(), size_t(taken));
    rest = rest.sliced(taken);
    return size_t(taken);
}

/// The same server, one connection, no store.
double plainLoop(int port, const QByteArray &mail)
{
    CURL *handle = curl_easy_init();
    const QByteArray url = "smtp://127.0.0.1:" + QByteArray::number(port);
    curl_slist *to = curl_slist_append(nullptr, "ada@contoso.com");
    curl_easy_setopt(handle, CURLOPT_URL, url.constData());
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, "lockbox@contoso.com");
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, readText);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < mails; ++i) {
        QByteArrayView rest(mail);
        curl_easy_setopt(handle, CURLOPT_READDATA, &rest);
        if (curl_easy_perform(handle) != CURLE_OK)
            qFatal("libcurl failed");
    }
    const double taken = seconds(start);
    curl_slist_free_all(to);
    curl_easy_cleanup(handle);
    return taken;
}

qint64 residentKib()
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmRSS:"))
            return std::stoll(line.substr(6));
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTemporaryDir folder;
    QProcess server;
    const int port = startServer(server);
    const QString path = folder.filePath(QStringLiteral("bench.lockbox"));
    fill(path, port);
    const auto door = need(openLocalStore(path));
    const Letter letter = need(door->letter({QStringLiteral("ada@contoso.com")}, 1));
    QByteArray mail = QStringLiteral("Subject: %1\n\n%2%3")
                          .arg(letter.subject, letter.text, letter.html)
                          .toUtf8();
    mail.replace("\n", "\r\n");
    NoticeSender sender(need(LocalOutbox::open(path, {})), {});
    const qint64 before = residentKib();
    const auto start = std::chrono::steady_clock::now();
    const SendTally tally = need(sender.once());
    const double ours = seconds(start);
    const qint64 after = residentKib();
    const double plain = plainLoop(port, mail);
    std::printf("%lld notices in %.1f s: %.0f a second; libcurl alone %.0f a second; ratio %.2f; "
                "memory %lld KiB before, %lld KiB after\n",
                static_cast<long long>(tally.sent), ours, double(tally.sent) / ours, mails / plain,
                plain / ours, static_cast<long long>(before), static_cast<long long>(after));
    server.closeWriteChannel();
    server.waitForFinished();
    return tally.sent == mails ? 0 : 1;
}
