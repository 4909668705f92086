#include "app/daemon/configuration.h"

#include "core/base/timetext.h"
#include "core/httpd/clientcertificate.h"
#include "core/secrets/mailpassword.h"

#include <toml++/toml.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace lockbox::daemon {

namespace {

/// Takes values from the file and the environment, and remembers the first that is wrong.
class Reading
{
public:
    Reading(QString path, const toml::table &file) : m_path(std::move(path)), m_file(file) {}

    void take(const char *section, const char *name, QString &value)
    {
        if (const auto text = given(section, name))
            value = *text;
    }
    void take(const char *section, const char *name, bool &value)
    {
        const auto text = given(section, name);
        if (!text)
            return;
        value = *text == QStringLiteral("true");
        if (!value && *text != QStringLiteral("false"))
            refuse(section, name, QStringLiteral("is neither true nor false"));
    }
    void take(const char *section, const char *name, std::chrono::seconds &value)
    {
        const auto text = given(section, name);
        if (!text)
            return;
        const auto span = parseDuration(*text, QString::fromLatin1(name));
        if (span && span->count() > 0)
            value = *span;
        else
            refuse(section, name, QStringLiteral("is no time such as \"15m\" or \"12h\""));
    }
    void take(const char *section, const char *name, QStringList &value)
    {
        if (const auto text = given(section, name, true))
            value = text->split(QLatin1Char(','), Qt::SkipEmptyParts);
    }
    template<typename Number>
    void take(const char *section, const char *name, Number &value, qint64 least, qint64 most)
    {
        const auto text = given(section, name);
        if (!text)
            return;
        bool ok = false;
        const qint64 number = text->toLongLong(&ok);
        if (ok && number >= least && number <= most)
            value = Number(number);
        else
            refuse(section, name,
                   QStringLiteral("is no whole number from %1 to %2").arg(least).arg(most));
    }

    std::optional<Error> error()
    {
        refuseUnknownVariables();
        for (const auto &[section, node] : m_file) {
            const auto *table = node.as_table();
            if (!table) {
                refuseUnknown(QString::fromUtf8(section.data()), node);
                continue;
            }
            for (const auto &[name, value] : *table) { // a copy would not know its lines
                const QString full = QString::fromUtf8(section.data()) + QLatin1Char('.')
                                     + QString::fromUtf8(name.data());
                if (!m_known.contains(full))
                    refuseUnknown(full, value);
            }
        }
        return m_error;
    }

private:
    std::optional<QString> given(const char *section, const char *name, bool mayBeList = false)
    {
        m_known.append(QStringLiteral("%1.%2").arg(QLatin1String(section), QLatin1String(name)));
        const QString variable = QStringLiteral("LOCKBOXD_%1_%2")
                                     .arg(QLatin1String(section), QLatin1String(name))
                                     .toUpper();
        if (qEnvironmentVariableIsSet(variable.toLatin1().constData())) {
            m_where = variable;
            return qEnvironmentVariable(variable.toLatin1().constData());
        }
        const auto node = m_file[section][name];
        if (!node)
            return std::nullopt;
        m_where = QStringLiteral("%1, line %2").arg(m_path).arg(node.node()->source().begin.line);
        if (const auto text = node.value_exact<std::string>())
            return QString::fromStdString(*text);
        if (const auto number = node.value_exact<int64_t>())
            return QString::number(*number);
        if (const auto flag = node.value_exact<bool>())
            return *flag ? QStringLiteral("true") : QStringLiteral("false");
        if (const auto list = mayBeList ? listed(node) : std::nullopt)
            return list->join(QLatin1Char(','));
        refuse(section, name,
               QStringLiteral("is neither a text, nor a whole number, nor true or false"));
        return std::nullopt;
    }
    /// A list of texts; the environment has them with commas between.
    template<typename View>
    static std::optional<QStringList> listed(const View &node)
    {
        const toml::array *all = node.as_array();
        if (!all)
            return std::nullopt;
        QStringList texts;
        for (const auto &one : *all) {
            const auto text = one.template value_exact<std::string>();
            if (!text)
                return std::nullopt;
            texts.append(QString::fromStdString(*text));
        }
        return texts;
    }
    void refuse(const char *section, const char *name, const QString &what)
    {
        const QString full =
            QStringLiteral("%1.%2").arg(QLatin1String(section), QLatin1String(name));
        if (!m_error)
            m_error = Error{.code = ErrorCode::InvalidArgument,
                            .message = QStringLiteral("%1: %2 %3").arg(m_where, full, what),
                            .field = full};
    }
    /// What is misspelled there would be passed over as well.
    void refuseUnknownVariables()
    {
        QStringList known{QStringLiteral("LOCKBOXD_CONFIG"), QStringLiteral("LOCKBOXD_OWNER_URL")};
        for (const QString &name : std::as_const(m_known))
            known.append(QStringLiteral("LOCKBOXD_")
                         + QString(name).replace(QLatin1Char('.'), QLatin1Char('_')).toUpper());
        for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
            if (name.startsWith(QStringLiteral("LOCKBOXD_")) && !known.contains(name) && !m_error)
                m_error = Error{.code = ErrorCode::InvalidArgument,
                                .message = QStringLiteral("the environment has %1, and there is no "
                                                          "such setting")
                                               .arg(name),
                                .field = name};
        }
    }
    void refuseUnknown(const QString &name, const toml::node &node)
    {
        if (!m_error)
            m_error = Error{.code = ErrorCode::InvalidArgument,
                            .message = QStringLiteral("%1, line %2: there is no setting %3")
                                           .arg(m_path)
                                           .arg(node.source().begin.line)
                                           .arg(name),
                            .field = name};
    }

    QString m_path;
    const toml::table &m_file;
    QStringList m_known;
    QString m_where;
    std::optional<Error> m_error;
};

Result<toml::table> parsed(const QString &path)
{
    if (path.isEmpty())
        return toml::table();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(
            QStringLiteral("config"),
            QStringLiteral("the configuration %1 can't be read: %2").arg(path, file.errorString()));
    try {
        return toml::parse(file.readAll().toStdString());
    } catch (const toml::parse_error &error) {
        return invalid(QStringLiteral("config"),
                       QStringLiteral("%1, line %2: %3")
                           .arg(path)
                           .arg(error.source().begin.line)
                           .arg(QString::fromUtf8(error.description().data())));
    }
}

Result<QByteArray> contentOf(const QString &path, bool isSecret)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound,
                       QStringLiteral("%1 can't be read: %2").arg(path, file.errorString()));
    const auto others = QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::WriteGroup;
    if (isSecret && (QFileInfo(path).permissions() & others))
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 may be read by others: what holds a private key or a "
                                      "password needs mode 0600, or 0640 with a group of its own")
                           .arg(path));
    return file.readAll();
}

QString absolute(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

/// Whose ID tokens are taken; nothing where no issuer is named.
std::optional<oidc::OidcOptions> takeOidc(Reading &reading)
{
    oidc::OidcOptions options;
    reading.take("oidc", "issuer", options.place.issuer);
    reading.take("oidc", "client_id", options.clientId);
    options.deviceClientId = options.clientId;
    reading.take("oidc", "device_client_id", options.deviceClientId);
    reading.take("oidc", "scope", options.scope);
    reading.take("oidc", "user_claim", options.userClaim);
    reading.take("oidc", "ca_file", options.place.caFile);
    options.place.caHint = QStringLiteral("ca_file in [oidc]");
    options.place.caFile = absolute(options.place.caFile);
    return options.place.issuer.isEmpty() && options.clientId.isEmpty() ? std::nullopt
                                                                        : std::optional(options);
}

} // namespace

LocalOptions Configuration::localOptions() const
{
    return {.logFolder = logFolder,
            .mailPassword = findMailPassword,
            .mailCaFile = qEnvironmentVariable("LOCKBOX_MAIL_CA_FILE")};
}

QString Configuration::place() const
{
    return isOnServer() ? postgresPlace(server.url).value_or(QString()) : storePath;
}

/// On a server, or in a file.
static Result<void> placeStore(Configuration &configuration)
{
    const bool isOnServer = !configuration.server.url.isEmpty();
    if (isOnServer != configuration.storePath.isEmpty())
        return invalid(QStringLiteral("store.path"),
                       isOnServer
                           ? QStringLiteral("two stores are named: path or postgres in [store]")
                           : QStringLiteral("no store is named: set path or postgres in [store], "
                                            "or LOCKBOXD_STORE_PATH or LOCKBOXD_STORE_POSTGRES"));
    if (isOnServer) {
        if (const auto access = postgresAccess(configuration.server.url); !access)
            return invalid(QStringLiteral("store.postgres"), access.error().message);
        // Several copies have one store; each remembers what it has seen.
        if (configuration.logFolder.isEmpty())
            return invalid(QStringLiteral("store.log_folder"),
                           QStringLiteral("log_folder in [store] is to be set where the store is "
                                          "on a server: the logs' private keys are kept there"));
        if (configuration.connections <= configuration.workers)
            return invalid(QStringLiteral("store.connections"),
                           QStringLiteral("store.connections is %1: there must be more than "
                                          "service.workers")
                               .arg(configuration.connections));
    } else if (!configuration.server.tenants.isEmpty()) {
        return invalid(QStringLiteral("store.tenants"),
                       QStringLiteral("tenants in [store] are for a store on a server: a file has "
                                      "one"));
    }
    if (!isOnServer)
        configuration.storePath = absolute(configuration.storePath);
    configuration.logFolder =
        configuration.logFolder.isEmpty()
            ? QFileInfo(configuration.storePath).absolutePath() + QStringLiteral("/log")
            : absolute(configuration.logFolder);
    return {};
}

Result<Configuration> readConfiguration(const QString &path)
{
    const auto file = parsed(path);
    if (!file)
        return failure(file);
    Configuration configuration;
    SignInOptions &signIns = configuration.signIns;
    httpd::HttpOptions &http = configuration.http;
    Reading reading(path, *file);
    reading.take("store", "path", configuration.storePath);
    reading.take("store", "postgres", configuration.server.url);
    reading.take("store", "tenants", configuration.server.tenants);
    reading.take("store", "connections", configuration.connections, 1, 10'000);
    reading.take("store", "look_every", configuration.lookEvery);
    reading.take("store", "log_folder", configuration.logFolder);
    reading.take("listen", "address", http.address);
    reading.take("listen", "port", http.port, 0, 65535);
    reading.take("listen", "certificate", configuration.certificateFile);
    reading.take("listen", "key", configuration.keyFile);
    reading.take("listen", "client_authorities", configuration.clientAuthoritiesFile);
    reading.take("listen", "connections", http.mostConnections, 1, 1'000'000);
    reading.take("listen", "connections_of_address", http.mostConnectionsOfAddress, 1, 1'000'000);
    reading.take("listen", "patience", http.patience);
    reading.take("listen", "longest_transfer", http.longestTransfer);
    reading.take("sign_in", "idle", signIns.idle);
    reading.take("sign_in", "longest", signIns.longest);
    reading.take("sign_in", "fresh", signIns.fresh);
    reading.take("sign_in", "invitation", signIns.invitation);
    reading.take("sign_in", "client_token", signIns.clientToken);
    reading.take("sign_in", "tries_of_account", signIns.triesOfAccount, 1, 1000);
    reading.take("sign_in", "tries_of_address", signIns.triesOfAddress, 1, 1'000'000);
    constexpr qint64 mostCalls = 100'000'000;
    reading.take("limits", "requests_per_minute_of_account", configuration.limits.ofAccount, 0,
                 mostCalls);
    reading.take("limits", "requests_per_minute_of_address", configuration.limits.ofAddress, 0,
                 mostCalls);
    reading.take("sign_in", "password", configuration.takesPasswords);
    configuration.oidc = takeOidc(reading);
    reading.take("password", "passes", signIns.cost.passes, 1, 100);
    qint64 mebibytes = qint64(signIns.cost.memory >> 20);
    reading.take("password", "memory_mib", mebibytes, 8, 4096);
    signIns.cost.memory = size_t(mebibytes) << 20;
    reading.take("service", "workers", configuration.workers, 1, 256);
    reading.take("service", "send_mail", configuration.sendsMail);
    QString format = QStringLiteral("text");
    reading.take("service", "log", format);
    if (const auto error = reading.error())
        return Failure(*error);
    if (format != QStringLiteral("text") && format != QStringLiteral("json"))
        return invalid(QStringLiteral("service.log"),
                       QStringLiteral("service.log is \"%1\": it is text or json").arg(format));
    configuration.logsJson = format == QStringLiteral("json");
    if (auto ok = placeStore(configuration); !ok)
        return failure(ok);
    if (auto ok = checkSignIns(configuration); !ok)
        return failure(ok);
    if (configuration.certificateFile.isEmpty() != configuration.keyFile.isEmpty())
        return invalid(QStringLiteral("listen.key"),
                       QStringLiteral("certificate and key in [listen] go together"));
    if (!configuration.clientAuthoritiesFile.isEmpty() && configuration.certificateFile.isEmpty())
        return invalid(QStringLiteral("listen.client_authorities"),
                       QStringLiteral("client_authorities in [listen] takes a certificate of the "
                                      "service's own: without TLS clients show none"));
    return configuration;
}

static Result<void> readAuthorities(Configuration &configuration)
{
    if (configuration.clientAuthoritiesFile.isEmpty())
        return {};
    const auto authorities = contentOf(configuration.clientAuthoritiesFile, false);
    if (!authorities)
        return failure(authorities);
    if (auto ok = httpd::checkAuthorities(*authorities); !ok)
        return invalid(
            ok.error().field,
            QStringLiteral("%1: %2").arg(configuration.clientAuthoritiesFile, ok.error().message));
    configuration.http.clientAuthorities = *authorities;
    return {};
}

Result<void> readCertificate(Configuration &configuration)
{
    if (configuration.certificateFile.isEmpty())
        return {};
    const auto certificate = contentOf(configuration.certificateFile, false);
    const auto key = contentOf(configuration.keyFile, true);
    if (!certificate || !key)
        return failure(certificate ? key : certificate);
    if (auto ok = readAuthorities(configuration); !ok)
        return ok;
    configuration.http.certificate = *certificate;
    configuration.http.key = *key;
    return {};
}

Result<Configuration> loadConfiguration(const QString &path)
{
    auto configuration = readConfiguration(path);
    const bool isFromFile =
        !path.isEmpty() && !qEnvironmentVariableIsSet("LOCKBOXD_STORE_POSTGRES");
    if (configuration && configuration->isOnServer() && isFromFile
        && postgresAccess(configuration->server.url).value_or(PostgresAccess()).hasPassword) {
        if (const auto kept = contentOf(path, true); !kept)
            return failure(kept);
    }
    if (configuration) {
        if (auto ok = readCertificate(*configuration); !ok)
            return failure(ok);
    }
    return configuration;
}

} // namespace lockbox::daemon
