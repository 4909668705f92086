#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

namespace {

/// A call that must be refused; returns what refusal() says of it.
using Call = std::function<Error(ContosoTenant &)>;

template<typename R>
Error errorOf(const Result<R> &result)
{
    return result ? Error{.code = ErrorCode::Internal, .message = QStringLiteral("it was done")}
                  : result.error();
}

QString chars(int count, char16_t c = u'x')
{
    return QString(count, QChar(c));
}

/// Texts that no field takes, by what is wrong with them.
std::vector<std::pair<QByteArray, QString>> impossibleTexts()
{
    return {{"bell", QStringLiteral("a\ab")},
            {"null", QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b")},
            {"escape", QStringLiteral("a\x1b[31mb")},
            {"delete", QStringLiteral("a\x7f") + QStringLiteral("b")},
            {"next line", QStringLiteral("a\u0085b")},
            {"line separator", QStringLiteral("a\u2028b")},
            {"turned around", QStringLiteral("a\u202eb")},
            {"isolated", QStringLiteral("a\u2066b")},
            {"first half", QStringLiteral("a") + QChar(0xd83d)},
            {"second half", QChar(0xde00) + QStringLiteral("b")},
            {"halves the wrong way round", QString(QChar(0xde00)) + QChar(0xd83d)}};
}

} // namespace

Q_DECLARE_METATYPE(Call)

/// Values that can't be: each call refuses them by the field's name and leaves the file as it was.
class TestServiceInputs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QCOMPARE(m_tenant.dump(), m_before); }
    void newRequests_data();
    void newRequests() { checkCall(); }
    void comments_data();
    void comments() { checkCall(); }
    void windows_data();
    void windows() { checkCall(); }
    void users_data();
    void users() { checkCall(); }
    void addresses_data();
    void addresses() { checkCall(); }
    void settings_data();
    void settings() { checkCall(); }
    void questions_data();
    void questions() { checkCall(); }
    void limitsThemselvesAreTaken();
    void emptyAddressesAreTaken();

private:
    static void columns()
    {
        QTest::addColumn<Call>("call");
        QTest::addColumn<QString>("field");
    }
    static void row(const QByteArray &name, const char *field, const Call &call)
    {
        QTest::newRow(name.constData()) << call << QString::fromLatin1(field);
    }
    void checkCall();

    ContosoTenant m_tenant;
    QStringList m_before;
};

void TestServiceInputs::initTestCase()
{
    m_tenant.submitted(QStringLiteral("filed"));
    m_tenant.authorized(QStringLiteral("pending"));
    m_tenant.approved(QStringLiteral("open"));
    m_before = m_tenant.dump();
}

void TestServiceInputs::checkCall()
{
    QFETCH(Call, call);
    QFETCH(QString, field);
    const Error error = call(m_tenant);
    QCOMPARE(toSlug(error.code), QStringLiteral("invalidArgument"));
    QCOMPARE(error.field, field);
    // For people: a sentence without a capital and a full stop.
    QVERIFY2(!error.message.isEmpty() && !error.message.front().isUpper()
                 && !error.message.endsWith(QLatin1Char('.')) && error.message.size() < 500,
             qPrintable(error.message));
    QCOMPARE(m_tenant.dump(), m_before);
}

void TestServiceInputs::newRequests_data()
{
    columns();
    using Member = QString rules::NewRequest::*;
    const auto add = [](const QByteArray &name, const char *field, auto change) {
        row(name, field, [change](ContosoTenant &tenant) {
            rules::NewRequest wish = T::wish(QStringLiteral("SR1"));
            change(wish);
            return errorOf(tenant->submitRequest(T::eve(), wish));
        });
    };
    const std::tuple<const char *, Member, int> texts[] = {
        {"reference", &rules::NewRequest::reference, 64},
        {"reason", &rules::NewRequest::reason, 1000},
        {"service", &rules::NewRequest::service, 1000}};
    for (const auto &[field, member, limit] : texts) {
        const auto put = [&, text = member](const QByteArray &name, const QString &value) {
            add(field + (": " + name), field,
                [text, value](rules::NewRequest &wish) { wish.*text = value; });
        };
        put("empty", QString());
        put("spaces", QStringLiteral(" \t\n "));
        put("too long", chars(limit + 1));
        put("far too long", chars(1'000'000));
        for (const auto &[name, text] : impossibleTexts())
            put(name, text);
    }
    const auto reference = [&](const char *name, const QString &value) {
        add(name, "reference", [value](rules::NewRequest &wish) { wish.reference = value; });
    };
    reference("reference: two lines", QStringLiteral("a\nb"));
    reference("reference: tab", QStringLiteral("a\tb"));
    for (const char *service : {"Fax", "Exchange Online", "Exchange;", "*"})
        add(service, "service",
            [service](rules::NewRequest &wish) { wish.service = QString::fromLatin1(service); });
    const std::pair<const char *, std::chrono::seconds> durations[] = {
        {"no time", 0s},
        {"negative time", -1s},
        {"more than the policy", 4h + 1s},
        {"all time", std::chrono::seconds::max()},
        {"all negative time", std::chrono::seconds::min()}};
    for (const auto &[name, duration] : durations)
        add(name, "duration",
            [length = duration](rules::NewRequest &wish) { wish.duration = length; });
}

void TestServiceInputs::comments_data()
{
    columns();
    using Act = std::function<Result<AccessRequest>(LockboxService &, const QString &)>;
    const std::tuple<const char *, const char *, Act> acts[] = {
        {"authorize", "comment",
         [](auto &door, auto &text) {
             return door.authorizeRequest(T::max(), QStringLiteral("filed"), text);
         }},
        {"reject", "comment",
         [](auto &door, auto &text) {
             return door.rejectRequest(T::max(), QStringLiteral("filed"), text);
         }},
        {"approve", "comment",
         [](auto &door, auto &text) {
             return door.approveRequest(T::abe(), QStringLiteral("pending"),
                                        {.window = {}, .comment = text});
         }},
        {"deny", "comment",
         [](auto &door, auto &text) {
             return door.denyRequest(T::abe(), QStringLiteral("pending"), text);
         }},
        {"cancel", "comment",
         [](auto &door, auto &text) {
             return door.cancelRequest(T::abe(), QStringLiteral("pending"), text);
         }},
        {"revoke", "comment",
         [](auto &door, auto &text) {
             return door.revokeAccess(T::ada(), QStringLiteral("open"), text);
         }},
        {"complete", "comment",
         [](auto &door, auto &text) {
             return door.completeAccess(T::eve(), QStringLiteral("open"), text);
         }},
        {"record", "action", [](auto &door, auto &text) {
             return door.recordAction(T::eve(), QStringLiteral("open"), text);
         }}};
    for (const auto &[act, field, run] : acts) {
        const auto put = [&, doIt = run](const QByteArray &name, const QString &text) {
            row(act + (": " + name), field,
                [doIt, text](ContosoTenant &tenant) { return errorOf(doIt(tenant.door(), text)); });
        };
        put("too long", chars(1001));
        for (const auto &[name, text] : impossibleTexts())
            put(name, text);
        if (qstrcmp(act, "deny") == 0 || qstrcmp(act, "record") == 0) {
            put("empty", QString());
            put("spaces", QStringLiteral(" \n\t "));
        }
    }
}

void TestServiceInputs::windows_data()
{
    columns();
    const std::pair<const char *, std::chrono::seconds> windows[] = {
        {"none", 0s},
        {"negative", -1h},
        {"longer than asked for", 2h + 1s},
        {"all time", std::chrono::seconds::max()}};
    for (const auto &[name, window] : windows)
        row(name, "duration", [length = window](ContosoTenant &tenant) {
            return errorOf(tenant->approveRequest(T::abe(), QStringLiteral("pending"),
                                                  {.window = length, .comment = {}}));
        });
}

void TestServiceInputs::users_data()
{
    columns();
    using Member = QString NewUser::*;
    const auto put = [](const char *field, Member member, const QByteArray &name,
                        const QString &text) {
        row(field + (": " + name), field, [member, text](ContosoTenant &tenant) {
            NewUser user{.userPrincipalName = QStringLiteral("new@contoso.com"),
                         .displayName = QStringLiteral("New")};
            user.*member = text;
            return errorOf(tenant->addUser(T::ada(), user));
        });
    };
    const std::tuple<const char *, Member> texts[] = {{"user", &NewUser::userPrincipalName},
                                                      {"name", &NewUser::displayName}};
    for (const auto &[field, member] : texts) {
        put(field, member, "empty", QString());
        put(field, member, "spaces", QStringLiteral("  "));
        put(field, member, "too long", chars(300) + QStringLiteral("@contoso.com"));
        put(field, member, "two lines", QStringLiteral("a@contoso.com\nb@contoso.com"));
        for (const auto &[name, text] : impossibleTexts())
            put(field, member, name, text + QStringLiteral("@contoso.com"));
    }
    for (const char *name : {"new", "@", "new@", "@contoso.com", "a@b@c.com", "a b@contoso.com",
                             "new@con toso.com", "new@contoso..com", "new@.com", "new@-a.com",
                             "<new@contoso.com>", "new,other@contoso.com", "a:b@contoso.com"})
        put("user", &NewUser::userPrincipalName, name, QString::fromLatin1(name));
    row("roles of both sides", "role", [](ContosoTenant &tenant) {
        return errorOf(tenant->setRoles(T::ada(), T::paul().userPrincipalName,
                                        {Role::LockboxApprover, Role::Engineer}));
    });
}

void TestServiceInputs::addresses_data()
{
    columns();
    const auto put = [](const QByteArray &name, const QString &address) {
        const auto added = [address](ContosoTenant &tenant, QString NewUser::*member) {
            NewUser user{.userPrincipalName = QStringLiteral("new@contoso.com"),
                         .displayName = QStringLiteral("New")};
            user.*member = address;
            return errorOf(tenant->addUser(T::ada(), user));
        };
        row("new user: " + name, "email",
            [added](ContosoTenant &tenant) { return added(tenant, &NewUser::email); });
        row("new user's alternate: " + name, "alternate-email",
            [added](ContosoTenant &tenant) { return added(tenant, &NewUser::alternateEmail); });
        row("changed: " + name, "email", [address](ContosoTenant &tenant) {
            return errorOf(tenant->setEmail(T::ada(), T::abe().userPrincipalName, address));
        });
    };
    for (const char *address :
         {"abe", "abe@", "@contoso.com", "abe at contoso", "a@b@contoso.com", "a b@contoso.com",
          "abe@contoso..com", ".abe@contoso.com", "abe.@contoso.com", "Abe <abe@contoso.com>",
          "abe@contoso.com,", "abe@contoso.com ada@contoso.com"})
        put(address, QString::fromLatin1(address));
    put("too long", chars(65) + QStringLiteral("@contoso.com"));
    put("far too long", chars(100'000) + QStringLiteral("@contoso.com"));
    put("two lines", QStringLiteral("abe@contoso.com\nBcc: all@contoso.com"));
    for (const auto &[name, text] : impossibleTexts())
        put(name, text + QStringLiteral("@contoso.com"));
}

void TestServiceInputs::settings_data()
{
    columns();
    const auto put = [](const char *name, const char *field, const PolicyChange &change) {
        row(name, field, [change](ContosoTenant &tenant) {
            return errorOf(tenant->changePolicy(T::ada(), change));
        });
    };
    put("no time to decide", "decide-within", {.decideWithin = 0s});
    put("too little time to decide", "decide-within", {.decideWithin = 1h - 1s});
    put("too much time to decide", "decide-within", {.decideWithin = 168h + 1s});
    put("negative time to decide", "decide-within", {.decideWithin = -12h});
    put("all time to decide", "decide-within", {.decideWithin = std::chrono::seconds::max()});
    put("no access", "max-access", {.maxAccess = 0s});
    put("too little access", "max-access", {.maxAccess = 15min - 1s});
    put("too much access", "max-access", {.maxAccess = 24h + 1s});
    put("negative access", "max-access", {.maxAccess = -4h});
    put("one wrong of several", "max-access",
        {.requireApproval = false, .decideWithin = 2h, .maxAccess = 0s});
}

void TestServiceInputs::questions_data()
{
    columns();
    for (const int limit : {0, -1, 1001, 2'000'000'000}) {
        row("requests, limit " + QByteArray::number(limit), "limit",
            [limit](ContosoTenant &tenant) {
                return errorOf(tenant->requests(T::ada(), {.limit = limit}));
            });
        row("events, limit " + QByteArray::number(limit), "limit", [limit](ContosoTenant &tenant) {
            return errorOf(tenant->events(T::ada(), {.request = {}, .limit = limit}));
        });
    }
    const auto search = [](const QByteArray &name, const QString &text) {
        row("search: " + name, "search", [text](ContosoTenant &tenant) {
            return errorOf(tenant->requests(T::ada(), {.search = text}));
        });
    };
    search("too long", chars(201));
    for (const auto &[name, text] : impossibleTexts())
        search(name, text);
    for (const char *after : {"x", "17", "f", "b.", "f1", "fx.MQ"})
        row("after " + QByteArray(after), "after", [after](ContosoTenant &tenant) {
            return errorOf(tenant->requests(T::ada(), {.after = QString::fromLatin1(after)}));
        });
    for (const auto by : {0s, -1s, std::chrono::seconds(367 * 24h), std::chrono::seconds::max()})
        row("clock by " + QByteArray::number(qint64(by.count())), "duration",
            [by](ContosoTenant &tenant) { return errorOf(tenant->advanceClock(T::ada(), by)); });
}

void TestServiceInputs::limitsThemselvesAreTaken()
{
    ContosoTenant tenant;
    const auto request = need(tenant->submitRequest(T::eve(), {.reference = chars(64),
                                                               .service = QStringLiteral("Teams"),
                                                               .reason = chars(1000, u'ü'),
                                                               .duration = 4h}));
    const QString id = request.id.toString();
    need(tenant->authorizeRequest(T::max(), id, chars(1000)));
    need(tenant->approveRequest(T::abe(), id, {.window = 4h, .comment = chars(1000, u'☃')}));
    need(tenant->recordAction(T::eve(), id, QStringLiteral("two\nlines\tand 👩‍🚒")));
    need(tenant->recordAction(T::eve(), id, chars(1000)));
    need(tenant->changePolicy(T::ada(), {.decideWithin = 1h, .maxAccess = 15min}));
    need(tenant->changePolicy(T::ada(), {.decideWithin = 168h, .maxAccess = 24h}));
    const QString domain = QStringLiteral("@contoso.com");
    need(tenant->addUser(T::ada(), {.userPrincipalName = chars(256 - 12) + domain,
                                    .displayName = chars(256),
                                    .email = chars(64) + domain}));
    need(tenant->requests(T::ada(), {.search = chars(200), .limit = 1000}));
    need(tenant->requests(T::ada(), {.limit = 1}));
    need(tenant->events(T::ada(), {.request = {}, .limit = 1000}));
}

void TestServiceInputs::emptyAddressesAreTaken()
{
    ContosoTenant tenant;
    const QString abe = T::abe().userPrincipalName;
    QCOMPARE(need(tenant->setEmail(T::ada(), abe, QStringLiteral("  "))).email, QString());
    QCOMPARE(need(tenant->setEmail(T::ada(), abe, QStringLiteral(" a.b+c@contoso.com "))).email,
             QStringLiteral("a.b+c@contoso.com"));
}

QTEST_GUILESS_MAIN(TestServiceInputs)
#include "tst_serviceinputs.moc"
