#include "app/daemon/clientcommands.h"

#include "app/daemon/storage.h"
#include "core/base/timetext.h"
#include "core/httpd/clientcertificate.h"

#include <CLI/CLI.hpp>

#include <QFile>

#include <cstdio>

namespace lockbox::daemon {

namespace {

QString text(const std::string &given)
{
    return QString::fromStdString(given);
}

void print(const QString &line)
{
    std::printf("%s\n", line.toUtf8().constData());
}

Result<httpd::ClientCertificate> certificateIn(const std::string &path)
{
    QFile file(text(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, QStringLiteral("the certificate %1 can't be read: %2")
                                                .arg(text(path), file.errorString()));
    auto certificate = httpd::ClientCertificate::fromPem(file.readAll());
    if (!certificate)
        return failure(certificate.error().code,
                       QStringLiteral("%1: %2").arg(text(path), certificate.error().message));
    return certificate;
}

Result<std::unique_ptr<SignIns>> signInsOf(const Configuration &configuration,
                                           const std::string &named)
{
    const auto tenant = tenantFor(configuration, text(named));
    return tenant ? openSignIns(configuration, tenant->id) : failure(tenant);
}

/// How it shows who it is.
QString proofOf(const ClientRow &client)
{
    if (!client.certificateHash.isEmpty())
        return QStringLiteral("certificate %1")
            .arg(QString::fromLatin1(client.certificateHash.toHex()));
    return client.subject.isEmpty() ? QStringLiteral("secret")
                                    : QStringLiteral("certificates of %1").arg(client.subject);
}

} // namespace

void ClientCommands::declare(CLI::App &app, std::function<void(Command)> chosen)
{
    CLI::App *all = app.add_subcommand("client", "The provider's systems that may ask for tokens.");
    all->require_subcommand(1);
    CLI::App *adding = all->add_subcommand(
        "add", "Adds a system, and prints its id and, once, its secret. It acts as an account of "
               "the provider's side, in its roles there, and never decides for the customer.");
    adding->add_option("NAME", m_name, "What it is called here")->required();
    adding->add_option("--account", m_account, "As whom it acts: a user principal name")
        ->required();
    CLI::Option *one = adding->add_option("--certificate", m_certificate,
                                          "It shows this certificate (PEM) instead of a secret");
    adding
        ->add_option("--subject-of", m_subjectOf,
                     "It shows any certificate of the same subject as this one's (PEM), by an "
                     "authority in client_authorities")
        ->excludes(one);
    adding->callback([this, chosen] { chosen([this](const auto &given) { return add(given); }); });
    CLI::App *listing = all->add_subcommand("list", "Lists them.");
    listing->callback(
        [this, chosen] { chosen([this](const auto &given) { return list(given); }); });
    CLI::App *removing = all->add_subcommand("remove", "Removes a system. Its tokens end at once.");
    removing->add_option("NAME", m_name, "Its name, or its id")->required();
    removing->callback(
        [this, chosen] { chosen([this](const auto &given) { return remove(given); }); });
    for (CLI::App *sub : {adding, listing, removing})
        sub->add_option("--tenant", m_tenant, "Of several tenants this one: its id or its domain");
}

Result<void> ClientCommands::add(const Configuration &configuration) const
{
    NewClient wish{.name = text(m_name), .userPrincipalName = text(m_account)};
    const bool isBySubject = !m_subjectOf.empty();
    if (isBySubject || !m_certificate.empty()) {
        const auto certificate = certificateIn(isBySubject ? m_subjectOf : m_certificate);
        if (!certificate)
            return failure(certificate);
        if (isBySubject)
            wish.subject = certificate->subject;
        else
            wish.certificateHash = certificate->hash;
    }
    const auto signIns = signInsOf(configuration, m_tenant);
    if (!signIns)
        return failure(signIns);
    const auto client = (*signIns)->addClient(wish);
    if (!client)
        return failure(client);
    print(QStringLiteral("id      %1").arg(client->id));
    if (!client->secret.isEmpty())
        print(QStringLiteral("secret  %1\nNobody can show the secret again: keep it where the "
                             "system finds it.")
                  .arg(QString::fromLatin1(client->secret)));
    else if (configuration.clientAuthoritiesFile.isEmpty())
        print(QStringLiteral("The service takes certificates only where client_authorities in "
                             "[listen] is set."));
    return {};
}

Result<void> ClientCommands::list(const Configuration &configuration) const
{
    const auto signIns = signInsOf(configuration, m_tenant);
    if (!signIns)
        return failure(signIns);
    const auto clients = (*signIns)->clients();
    if (!clients)
        return failure(clients);
    for (const ClientRow &client : *clients)
        print(QStringLiteral("%1\n    id       %2\n    acts as  %3\n    shows    %4\n    added    "
                             "%5\n    token    %6")
                  .arg(client.name, client.id, client.userPrincipalName, proofOf(client),
                       toRfc3339(client.createdAt),
                       client.usedAt ? QStringLiteral("last at ") + toRfc3339(*client.usedAt)
                                     : QStringLiteral("none yet")));
    if (clients->empty())
        print(QStringLiteral("There are no clients."));
    return {};
}

Result<void> ClientCommands::remove(const Configuration &configuration) const
{
    const auto signIns = signInsOf(configuration, m_tenant);
    if (!signIns)
        return failure(signIns);
    const auto client = (*signIns)->removeClient(text(m_name));
    if (!client)
        return failure(client);
    print(QStringLiteral("The client %1 is removed, and its tokens have ended.").arg(client->name));
    return {};
}

} // namespace lockbox::daemon
