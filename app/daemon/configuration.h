#pragma once

#include "core/api/limits.h"
#include "core/httpd/httpserver.h"
#include "core/oidc/idtokens.h"
#include "core/service/locallockbox.h"
#include "core/service/serverdirectory.h"
#include "core/service/signins.h"

namespace lockbox::daemon {

/// All that lockboxd is told. Defaults are what a small team needs.
struct Configuration {
    QString storePath; ///< The store's file; empty: it is on a server.
    ServerPlace server;
    int connections = 32;              ///< To a server, at most.
    std::chrono::seconds lookEvery{1}; ///< For what another copy could not tell.
    QString logFolder; ///< Of the log's key and pins; empty: "log" beside the store.
    httpd::HttpOptions http;
    QString certificateFile; ///< PEM, with the chain.
    QString keyFile;         ///< PEM; only its owner may read it.
    QString
        clientAuthoritiesFile; ///< PEM: what certificates of clients may hang on; empty: none are asked for.
    SignInOptions signIns;
    api::LimitOptions limits;
    bool takesPasswords = true;
    std::optional<oidc::OidcOptions> oidc; ///< Whose ID tokens are taken.
    int workers = 4;
    bool sendsMail = true;
    bool logsJson = false;

    bool isOnServer() const { return storePath.isEmpty(); }
    /// For people; without a password.
    QString place() const;
    LocalOptions localOptions() const;
};

/// Reads a TOML file (https://toml.io/en/v1.0.0), and the environment over it: LOCKBOXD_STORE_PATH is `path` in `[store]`. InvalidArgument names what is not
/// as it must be, with the file and the line; names that nobody knows are refused. An empty path: the environment alone.
Result<Configuration> readConfiguration(const QString &path);

/// The same, and the certificate and its key are read.
Result<Configuration> loadConfiguration(const QString &path);

/// Reads the certificate and its key once more; nothing where none are named. A key that others may read is refused.
Result<void> readCertificate(Configuration &configuration);

/// Refuses what would let nobody in, and an issuer that can't be one.
Result<void> checkSignIns(const Configuration &configuration);

/// A file with all that can be set, each with its default and what it is for.
QString exampleConfiguration();

} // namespace lockbox::daemon
