#include "core/demo/demopeople.h"

#include "core/audit/hash.h"

namespace lockbox::demo {

namespace {

struct Person {
    const char *userName; ///< Before the @.
    const char *displayName;
    const char *email; ///< "=" for the user name at the company's mail domain.
    const char *alternateEmail;
    RoleSet roles;
};

using enum Role;

const std::vector<Person> &customers()
{
    static const std::vector<Person> people = {
        {"amara.okafor", "Amara Okafor", "=", "", {GlobalAdministrator}},
        {"henrik.sorensen", "Henrik Sørensen", "=", "", {GlobalAdministrator}},
        {"priya.raman",
         "Priya Raman",
         "=",
         "priya.raman@mail.example",
         {GlobalAdministrator, SecurityAdministrator}},
        {"daniel.weiss", "Daniel Weiss", "=", "", {LockboxApprover}},
        {"mei-ling.chen", "Mei-Ling Chen", "=", "", {LockboxApprover, ExchangeAdministrator}},
        // Three to whom mail is hard to deliver: an ill-formed address, none at all, and only an alternate one.
        {"nora.lind", "Nora Lind", "nora.lind@@contoso", "", {LockboxApprover}},
        {"tomas.herrera", "Tomás Herrera", "", "", {LockboxApprover}},
        {"yusuf.demir",
         "Yusuf Demir",
         "",
         "yusuf.demir@mail.example",
         {LockboxApprover, TeamsAdministrator}},
        {"elena.petrova", "Elena Petrova", "=", "", {SecurityReader}},
        {"samuel.adeyemi", "Samuel Adeyemi", "=", "", {GlobalReader}},
        {"ingrid.bakke", "Ingrid Bakke", "=", "", {BillingAdministrator}},
        {"rafael.costa", "Rafael Costa", "=", "", {ExchangeAdministrator}},
        {"hana.suzuki", "Hana Suzuki", "=", "", {SharePointAdministrator}},
        {"leila.haddad", "Leila Haddad", "=", "", {UserAdministrator, PasswordAdministrator}},
        {"oliver.grant", "Oliver Grant", "=", "", {HelpdeskAdministrator}},
        {"zofia.nowak", "Zofia Nowak", "=", "", {ServiceSupportAdministrator}},
        {"kwame.mensah", "Kwame Mensah", "=", "", {TeamsAdministrator}},
        {"claire.dubois", "Claire Dubois", "=", "", {}},
        {"jonas.keller", "Jonas Keller", "=", "", {}},
        {"aroha.ngata", "Aroha Ngata", "=", "", {}},
        {"arjun.mehta", "Arjun Mehta", "=", "", {}},
        {"sofia.rossi", "Sofia Rossi", "=", "", {}},
    };
    return people;
}

const std::vector<Person> &providers()
{
    static const std::vector<Person> people = {
        {"avery.stone", "Avery Stone", "=", "", {Engineer}},
        {"linh.tran", "Linh Tran", "=", "", {Engineer}},
        {"marcus.webb", "Marcus Webb", "=", "", {Engineer}},
        {"fatima.elamrani", "Fatima El Amrani", "=", "", {Engineer}},
        {"kenji.watanabe", "Kenji Watanabe", "=", "", {Engineer}},
        {"olga.sidorova", "Olga Sidorova", "=", "", {Engineer}},
        {"jordan.blake", "Jordan Blake", "=", "", {Manager}},
        {"rosa.delgado", "Rosa Delgado", "=", "", {Manager}},
    };
    return people;
}

const QString customerDomain = QStringLiteral("contoso.onmicrosoft.com");
const QString providerDomain = QStringLiteral("microsoft.example");

User toUser(const Person &person, Side side)
{
    const QString name = QString::fromLatin1(person.userName);
    const bool provider = side == Side::Provider;
    const QString mailbox =
        name + QLatin1Char('@') + (provider ? providerDomain : QStringLiteral("contoso.example"));
    const QString email = QString::fromLatin1(person.email);
    return {.userPrincipalName =
                name + QLatin1Char('@') + (provider ? providerDomain : customerDomain),
            .displayName = QString::fromUtf8(person.displayName),
            .email = email == QLatin1String("=") ? mailbox : email,
            .alternateEmail = QString::fromLatin1(person.alternateEmail),
            .side = side,
            .roles = person.roles};
}

QString customer(const char *userName)
{
    return QLatin1String(userName) + QLatin1Char('@') + customerDomain;
}

QString provider(const char *userName)
{
    return QLatin1String(userName) + QLatin1Char('@') + providerDomain;
}

} // namespace

/// The same for every demo store, so that the same seed makes the same bytes. Anybody can compute it: it proves nothing.
static audit::SigningKey demoKey(const TenantId &tenant)
{
    const auto seed = audit::toBytes(audit::leafHash("Customer Lockbox demo log"));
    return audit::SigningKey::fromSeed(logOrigin(tenant).toUtf8(), seed).value();
}

StoreSeed demoSeed()
{
    StoreSeed seed{.tenant = {.id = TenantId::fromString(u"dac0e46e-5a1f-4b6e-9c62-676a25342e91"),
                              .name = QStringLiteral("Contoso"),
                              .domain = customerDomain,
                              .provider = QStringLiteral("Microsoft")},
                   .policy = {.requireApproval = true},
                   .users = {},
                   .demo = true};
    for (const Person &person : customers())
        seed.users.push_back(toUser(person, Side::Customer));
    for (const Person &person : providers())
        seed.users.push_back(toUser(person, Side::Provider));
    seed.logKey = demoKey(seed.tenant.id);
    return seed;
}

Cast demoCast()
{
    return {.globalAdministrator = customer("amara.okafor"),
            .approver = customer("daniel.weiss"),
            .plainUser = customer("claire.dubois"),
            .securityReader = customer("elena.petrova"),
            .engineer = provider("avery.stone"),
            .manager = provider("jordan.blake")};
}

const Troupe &troupe()
{
    // Whoever is named more often acts more often.
    static const Troupe people = {
        .engineers = {provider("avery.stone"), provider("avery.stone"), provider("avery.stone"),
                      provider("linh.tran"), provider("linh.tran"), provider("marcus.webb"),
                      provider("marcus.webb"), provider("fatima.elamrani"),
                      provider("kenji.watanabe"), provider("olga.sidorova")},
        .managers = {provider("jordan.blake"), provider("jordan.blake"), provider("rosa.delgado")},
        .approvers = {customer("amara.okafor"), customer("amara.okafor"),
                      customer("henrik.sorensen"), customer("priya.raman"),
                      customer("daniel.weiss"), customer("daniel.weiss"), customer("daniel.weiss"),
                      customer("mei-ling.chen"), customer("mei-ling.chen"), customer("nora.lind"),
                      customer("yusuf.demir")},
    };
    return people;
}

} // namespace lockbox::demo
