#include "app/daemon/checkup.h"

#include "app/daemon/tcpconnection.h"
#include "core/base/timetext.h"

#include <QDirIterator>
#include <QFileInfo>

#include <sys/resource.h>
#include <sys/timex.h>

#include <filesystem>

namespace lockbox::daemon {

namespace {

using namespace std::chrono_literals;

/// Time to see to a new certificate.
constexpr std::chrono::hours certificateNotice = 21 * 24h;
/// What a day's work and a copy of a small store take.
constexpr std::uintmax_t leastSpace = std::uintmax_t(1) << 30;
/// Files beside connections: the store for each worker, libraries, logs.
constexpr quint64 otherFiles = 256;

Finding warning(const QString &words)
{
    return {.words = words, .isWarning = true};
}

quint64 filesFor(const Configuration &configuration)
{
    return configuration.http.mostConnections + otherFiles;
}

QString storeFolder(const Configuration &configuration)
{
    return configuration.storePath.isEmpty() ? configuration.logFolder
                                             : QFileInfo(configuration.storePath).absolutePath();
}

void checkSpace(const Configuration &configuration, std::vector<Finding> &findings)
{
    const QString folder = storeFolder(configuration);
    std::error_code unknown;
    const auto space =
        std::filesystem::space(QFileInfo(folder).filesystemFilePath(), unknown).available;
    if (unknown)
        findings.push_back(warning(QStringLiteral("nobody knows how much is free for %1: %2")
                                       .arg(folder, QString::fromStdString(unknown.message()))));
    else
        findings.push_back(
            {.words = QStringLiteral("%1 MiB are free for %2").arg(space >> 20).arg(folder),
             .isWarning = space < leastSpace});
}

/// The key file itself is refused when it is read.
void checkModes(const Configuration &configuration, std::vector<Finding> &findings)
{
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                        | QFileDevice::WriteOther;
    QStringList files;
    if (!configuration.storePath.isEmpty())
        files += configuration.storePath;
    QDirIterator keys(configuration.logFolder + QStringLiteral("/keys"), {QStringLiteral("*.key")},
                      QDir::Files);
    while (keys.hasNext())
        files += keys.next();
    const size_t before = findings.size();
    for (const QString &file : files) {
        if (QFileInfo(file).permissions() & others)
            findings.push_back(
                warning(QStringLiteral("%1 is open to others than its owner: it needs mode 0600")
                            .arg(file)));
    }
    if (findings.size() == before)
        findings.push_back({.words = QStringLiteral("store and keys are kept from others")});
}

void checkClock(std::vector<Finding> &findings)
{
    timex state{};
    const bool isSet = adjtimex(&state) != TIME_ERROR && !(state.status & STA_UNSYNC);
    findings.push_back(
        isSet ? Finding{.words = QStringLiteral("the clock is kept by a time server")}
              : warning(QStringLiteral("the clock is not kept by a time server, as the kernel "
                                       "knows: deadlines and sign-ins go by it")));
}

void checkFiles(const Configuration &configuration, std::vector<Finding> &findings)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const quint64 needed = filesFor(configuration);
    if (limit.rlim_max < needed)
        findings.push_back(
            warning(QStringLiteral("a process may have %1 files open here, and %2 connections take "
                                   "%3: raise LimitNOFILE, or lower connections in [listen]")
                        .arg(limit.rlim_max)
                        .arg(configuration.http.mostConnections)
                        .arg(needed)));
    else
        findings.push_back({.words = QStringLiteral("%1 connections can be open")
                                         .arg(configuration.http.mostConnections)});
}

} // namespace

Result<std::vector<Finding>> checkCertificate(const Configuration &configuration, Timestamp now)
{
    if (configuration.certificateFile.isEmpty())
        return std::vector<Finding>{
            {.words = QStringLiteral("there is no certificate: this machine only")}};
    const auto read =
        httpd::ServerCertificate::of(configuration.http.certificate, configuration.http.key);
    if (!read)
        return failure(read);
    const QString ends = toRfc3339((*read)->ends());
    const QString file = configuration.certificateFile;
    if ((*read)->ends() <= now)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the certificate %1 expired at %2").arg(file, ends));
    if ((*read)->begins() > now)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the certificate %1 is not valid before %2")
                           .arg(file, toRfc3339((*read)->begins())));
    const QStringList names = (*read)->names();
    std::vector<Finding> findings{
        {.words = QStringLiteral("the certificate is good until %1").arg(ends),
         .isWarning = (*read)->ends() - now < certificateNotice},
        {.words = QStringLiteral("it is made out to %1").arg(names.join(QStringLiteral(", ")))}};
    if (names.isEmpty())
        findings.back() = warning(QStringLiteral("it is made out to no name or address "
                                                 "(subjectAltName): clients refuse it"));
    return findings;
}

std::vector<Finding> checkMachine(const Configuration &configuration)
{
    std::vector<Finding> findings;
    checkSpace(configuration, findings);
    checkModes(configuration, findings);
    checkClock(findings);
    checkFiles(configuration, findings);
    return findings;
}

std::vector<Finding> checkMailServer(const NotificationSettings &settings,
                                     std::chrono::milliseconds patience)
{
    if (const QString reason = settings.incompleteReason(); !reason.isEmpty())
        return {warning(QStringLiteral("no notices are sent: %1").arg(reason))};
    const QString place = QStringLiteral("%1 port %2").arg(settings.host).arg(settings.port);
    if (auto ok = tryConnection(settings.host, settings.port, patience); !ok)
        return {warning(QStringLiteral("the mail server %1 can't be reached: %2")
                            .arg(place, ok.error().message))};
    return {{.words = QStringLiteral("the mail server %1 can be reached").arg(place)}};
}

quint64 allowConnections(const Configuration &configuration)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const quint64 wanted = std::min<quint64>(filesFor(configuration), limit.rlim_max);
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur;
}

} // namespace lockbox::daemon
