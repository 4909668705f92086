#include "core/api/api.h"
#include "core/api/conditions.h"
#include "core/domain/validation.h"
#include "core/wire/slugs.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace std::chrono_literals;

/// The API's description (resources/openapi/lockbox.yaml) says what the service does: its operations, and each form's fields.
class TestOpenapi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void describesEachOperation();
    void saysWhatSignInEachTakes();
    void saysWhatTakesAnIdempotencyKey();
    void saysWhatHasATag();
    void answers_data();
    void answers();
    void wishes_data();
    void wishes();
    void names_data();
    void names();
    void queries_data();
    void queries();

private:
    QJsonObject schema(const QString &name) const
    {
        return part({QStringLiteral("components"), QStringLiteral("schemas"), name});
    }
    QJsonObject part(const QStringList &place) const;
    /// All, as "GET /v1/info".
    QMap<QString, QJsonObject> operations() const;
    /// The names of an operation's parameters of one sort.
    QStringList parameters(const QJsonObject &operation, const QString &in) const;

    QJsonObject m_file;
};

static QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

static QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    for (const QJsonValue &one : list.toArray())
        texts.append(one.toString());
    return texts;
}

static QString nameOf(const api::Route &route)
{
    return QString::fromLatin1(route.method) + QLatin1Char(' ') + QString::fromLatin1(route.path);
}

void TestOpenapi::initTestCase()
{
    // The YAML file, as tests/openapi has read it: `ctest -R tst_openapi` sees to that.
    QFile file(qEnvironmentVariable("LOCKBOX_OPENAPI_JSON"));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    m_file = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(!m_file.isEmpty());
}

QJsonObject TestOpenapi::part(const QStringList &place) const
{
    QJsonObject object = m_file;
    for (const QString &name : place)
        object = object.value(name).toObject();
    return object;
}

QMap<QString, QJsonObject> TestOpenapi::operations() const
{
    QMap<QString, QJsonObject> all;
    const QJsonObject paths = part({QStringLiteral("paths")});
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject item = path->toObject();
        for (auto it = item.begin(); it != item.end(); ++it) {
            if (it->isObject())
                all.insert(it.key().toUpper() + QLatin1Char(' ') + path.key(), it->toObject());
        }
    }
    return all;
}

QStringList TestOpenapi::parameters(const QJsonObject &operation, const QString &in) const
{
    QStringList names;
    for (const QJsonValue &value : operation.value(QStringLiteral("parameters")).toArray()) {
        QJsonObject parameter = value.toObject();
        if (const auto to = parameter.value(QStringLiteral("$ref")); to.isString())
            parameter = part(to.toString().mid(2).split(QLatin1Char('/')));
        if (parameter.value(QStringLiteral("in")) == in)
            names.append(parameter.value(QStringLiteral("name")).toString());
    }
    return sorted(names);
}

void TestOpenapi::describesEachOperation()
{
    // What app/daemon adds, for whoever watches over the service.
    QStringList expected{QStringLiteral("GET /healthz"), QStringLiteral("GET /readyz"),
                         QStringLiteral("GET /metrics")};
    for (const api::Route &route : api::Api::routes())
        expected.append(nameOf(route));
    QCOMPARE(QStringList(operations().keys()), sorted(expected));
}

void TestOpenapi::saysWhatSignInEachTakes()
{
    const auto all = operations();
    for (const api::Route &route : api::Api::routes()) {
        const QJsonObject operation = all.value(nameOf(route));
        const QString unauthorized =
            operation.value(QStringLiteral("responses"))[u"401"][u"$ref"].toString().section(
                QLatin1Char('/'), -1);
        const QByteArray name = nameOf(route).toUtf8();
        const bool isOpen = operation.contains(QStringLiteral("security"));
        QVERIFY2(isOpen == (route.needs == api::Needs::Nothing), name.constData());
        QVERIFY2((unauthorized == QStringLiteral("YoungSignInRequired"))
                     == (route.needs == api::Needs::FreshSignIn),
                 name.constData());
        QVERIFY2(isOpen || !unauthorized.isEmpty(), name.constData());
        const QString description = operation.value(QStringLiteral("description")).toString();
        const bool saysYoung = description.contains(QStringLiteral("younger than 15 minutes"));
        QVERIFY2(saysYoung == (route.needs == api::Needs::FreshSignIn), name.constData());
    }
}

void TestOpenapi::saysWhatTakesAnIdempotencyKey()
{
    // What asks the sign-ins, or changes nothing in the store.
    static const QStringList without{QStringLiteral("POST /v1/sign-in"),
                                     QStringLiteral("POST /v1/sign-in/code"),
                                     QStringLiteral("POST /v1/sign-in/oidc"),
                                     QStringLiteral("POST /v1/sign-in/prove"),
                                     QStringLiteral("POST /v1/token"),
                                     QStringLiteral("PUT /v1/password"),
                                     QStringLiteral("POST /v1/sign-out"),
                                     QStringLiteral("POST /v1/sign-out-everywhere"),
                                     QStringLiteral("POST /v1/mail-check"),
                                     QStringLiteral("POST /v1/test-mail"),
                                     QStringLiteral("POST /v1/log/proofs/{seq}"),
                                     QStringLiteral("POST /v1/log/verify")};
    const auto all = operations();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const bool changes =
            !it.key().startsWith(QStringLiteral("GET ")) && !without.contains(it.key());
        const QStringList headers = parameters(*it, QStringLiteral("header"));
        QVERIFY2(headers.contains(QStringLiteral("Idempotency-Key")) == changes,
                 qPrintable(it.key()));
    }
}

void TestOpenapi::saysWhatHasATag()
{
    const auto all = operations();
    for (const api::Route &route : api::Api::routes()) {
        const QJsonObject operation = all.value(nameOf(route));
        const QJsonObject answers = operation.value(QStringLiteral("responses")).toObject();
        const QStringList asked = parameters(operation, QStringLiteral("header"));
        const QJsonObject told = answers[u"200"][u"headers"].toObject();
        const QByteArray name = nameOf(route).toUtf8();
        QVERIFY2(asked.contains(u"If-None-Match") == hasTag(route), name.constData());
        QVERIFY2(answers.contains(u"304") == hasTag(route), name.constData());
        QVERIFY2(told.contains(u"ETag") == hasTag(route), name.constData());
        QVERIFY2(asked.contains(u"If-Match") == changesTagged(route), name.constData());
        QVERIFY2(answers.contains(u"412") == changesTagged(route), name.constData());
    }
}

namespace {

Tenant contoso()
{
    return {.id = TenantId(QUuid::createUuid()), .name = QStringLiteral("Contoso")};
}

/// With what an event says only where there is something to say.
Event fullEvent()
{
    const QJsonObject something{{QStringLiteral("a"), 1}};
    return {.method = QStringLiteral("password"),
            .address = QStringLiteral("192.0.2.7"),
            .before = something,
            .after = something,
            .details = something};
}

QJsonObject with(QJsonObject json, const char *name)
{
    json.insert(QString::fromLatin1(name), QJsonValue());
    return json;
}

QJsonObject problemJson(const Error &error = {})
{
    return QJsonDocument::fromJson(api::problem(error).body).object();
}

QJsonObject roleJson()
{
    const User user{.roles = {Role::Manager}};
    return wire::toJson(user).value(QStringLiteral("roles"))[0].toObject();
}

} // namespace

void TestOpenapi::answers_data()
{
    QTest::addColumn<QJsonObject>("full");
    QTest::addColumn<QJsonObject>("least");
    const auto add = [](const char *name, const QJsonObject &json) {
        QTest::newRow(name) << json << json;
    };
    using wire::toJson;
    QTest::newRow("Problem") << problemJson({.retryAfter = 1s}) << problemJson();
    add("AccessRequest", toJson(AccessRequest(), contoso()));
    add("RequestDetails", toJson(RequestDetails()));
    add("RequestPage", with(toJson(Page<AccessRequest>()), "nextLink"));
    add("Overview", toJson(Overview()));
    add("Tenant", toJson(Tenant()));
    add("Info", with(toJson(StoreInfo()), "now"));
    add("Present", toJson(Timestamp()));
    add("User", toJson(User()));
    add("RoleName", roleJson());
    add("Policy", toJson(Policy()));
    add("NotificationSettings", toJson(NotificationSettings()));
    add("Delivery", toJson(Delivery()));
    add("Letter", toJson(Letter()));
    add("MailVerdict", toJson(MailVerdict()));
    add("MailDifference", toJson(MailVerdict::Difference()));
    add("TestMail", toJson(TestMail()));
    QTest::newRow("Event") << lockbox::toJson(fullEvent()) << lockbox::toJson(Event());
    add("EventPage", with(toJson(Page<Event>()), "nextLink"));
    add("Changes", toJson(Changes()));
    add("LogHead", toJson(LogHead()));
    add("LogAlarm", toJson(LogAlarm()));
    add("LogState", toJson(LogState()));
    add("LogFinding", toJson(LogFinding()));
    add("LogVerification", toJson(LogVerification()));
}

void TestOpenapi::answers()
{
    QFETCH(QJsonObject, full);
    QFETCH(QJsonObject, least);
    const QJsonObject form = schema(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(form.value(QStringLiteral("properties")).toObject().keys(), full.keys());
    QCOMPARE(sorted(textsOf(form.value(QStringLiteral("required")))), least.keys());
}

namespace {

using MissingField = std::function<bool(const QJsonObject &)>;

template<typename T>
bool isRefused(const QJsonObject &json)
{
    return !wire::fromJson<T>(json, wire::Unknown::Refused);
}

} // namespace

Q_DECLARE_METATYPE(MissingField)

void TestOpenapi::wishes_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<MissingField>("isRefused");
    const auto add = [](const char *name, const auto &wish) {
        using T = std::decay_t<decltype(wish)>;
        QTest::newRow(name) << wire::toJson(wish) << MissingField(isRefused<T>);
    };
    add("NewRequest", rules::NewRequest());
    add("Approval", rules::Approval());
    add("NewUser", NewUser());
    add("PolicyChange", PolicyChange());
    add("NotificationChange", NotificationChange());
    add("LogTrust", LogTrust());
}

void TestOpenapi::wishes()
{
    QFETCH(QJsonObject, json);
    QFETCH(MissingField, isRefused);
    QStringList required;
    for (const QString &key : json.keys()) {
        QJsonObject without = json;
        without.remove(key);
        if (isRefused(without))
            required.append(key);
    }
    QVERIFY(!isRefused(json));
    QVERIFY(isRefused(with(json, "more")));
    const QJsonObject form = schema(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(form.value(QStringLiteral("properties")).toObject().keys(), json.keys());
    QCOMPARE(sorted(textsOf(form.value(QStringLiteral("required")))), required);
    QCOMPARE(form.value(QStringLiteral("additionalProperties")), QJsonValue(false));
}

template<typename T>
static QStringList slugsOf(const std::vector<T> &values)
{
    QStringList slugs;
    for (const T value : values)
        slugs.append(wire::slugOf(value));
    return slugs;
}

/// All values from the first to `last`.
template<typename T>
static std::vector<T> upTo(T last)
{
    std::vector<T> values;
    for (int i = 0; i <= int(last); ++i)
        values.push_back(T(i));
    return values;
}

void TestOpenapi::names_data()
{
    QTest::addColumn<QStringList>("slugs");
    QTest::newRow("Role") << slugsOf(upTo(Role::Manager));
    QTest::newRow("Side") << slugsOf(upTo(Side::Provider));
    QTest::newRow("Service") << knownServices();
    QTest::newRow("RequestState") << slugsOf(allRequestStates());
    QTest::newRow("RequestSort") << slugsOf(upTo(RequestSort::State));
    QTest::newRow("EventKind") << slugsOf(allEventKinds());
    QTest::newRow("NoticeKind") << slugsOf(allNoticeKinds());
    QTest::newRow("DeliveryState") << slugsOf(allDeliveryStates());
    QTest::newRow("MailSecurity") << slugsOf(allMailSecurities());
    QTest::newRow("MailVerdictKind") << slugsOf(upTo(MailVerdict::Kind::Unknown));
    QTest::newRow("ErrorCode") << slugsOf(upTo(ErrorCode::Internal));
}

void TestOpenapi::names()
{
    QFETCH(QStringList, slugs);
    const QJsonObject form = schema(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(textsOf(form.value(QStringLiteral("enum"))), slugs);
}

void TestOpenapi::queries_data()
{
    QTest::addColumn<QUrlQuery>("query");
    QTest::newRow("GET /v1/requests")
        << wire::toQuery(RequestQuery{.states = {RequestState::Pending},
                                      .search = QStringLiteral("a"),
                                      .sort = RequestSort::State,
                                      .descending = true,
                                      .fromEnd = true,
                                      .after = QStringLiteral("a"),
                                      .limit = 1});
    QTest::newRow("GET /v1/users")
        << wire::toQuery(UserQuery{.search = QStringLiteral("a"), .side = Side::Customer});
    QTest::newRow("GET /v1/notices")
        << wire::toQuery(DeliveryQuery{.states = {DeliveryState::Sent},
                                       .request = QStringLiteral("a"),
                                       .recipient = QStringLiteral("a"),
                                       .dueOnly = true,
                                       .before = 1,
                                       .limit = 1});
    QTest::newRow("GET /v1/events") << wire::toQuery(EventQuery{.request = QStringLiteral("a"),
                                                                .after = 1,
                                                                .limit = 1,
                                                                .newestFirst = true,
                                                                .kinds = {EventKind::LogStarted},
                                                                .search = QStringLiteral("a"),
                                                                .from = Timestamp(1s),
                                                                .until = Timestamp(1s)});
}

void TestOpenapi::queries()
{
    QFETCH(QUrlQuery, query);
    QStringList names;
    for (const auto &[name, value] : query.queryItems())
        names.append(name);
    const QJsonObject operation = operations().value(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(parameters(operation, QStringLiteral("query")), sorted(names));
}

QTEST_GUILESS_MAIN(TestOpenapi)

#include "tst_openapi.moc"
