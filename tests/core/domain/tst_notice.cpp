#include "core/domain/notice.h"
#include "tests/core/domain/domainsamples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::samples;

/// What is kept of a notice: all of it, so that the same mail can be made again; and nothing that is only half a notice.
class TestNotice : public QObject
{
    Q_OBJECT

private slots:
    void kindsHaveSlugs();
    void thereAndBack();
    void refused_data();
    void refused();
    void wrongTypes();
};

/// Values by chance, the same in each run.
class Chance
{
public:
    size_t below(size_t n) { return m_engine() % n; }
    bool flip() { return below(2) == 0; }
    QString text()
    {
        static const QStringList texts = {
            {},
            QStringLiteral("a"),
            QStringLiteral("Ünïcode 漢字 \U0001F510 \u202E"),
            QStringLiteral("\"quoted\" \\ and\r\nbroken\t"),
            QStringLiteral("null"),
            QStringLiteral("2026-02-05T19:11:55Z"),
        };
        return texts.at(qsizetype(below(size_t(texts.size()))));
    }
    Timestamp time() { return midnight + std::chrono::milliseconds(below(86'400'000)); }
    RoleSet roles()
    {
        RoleSet roles;
        for (size_t i = below(4); i > 0; --i)
            roles.insert(allRoles().at(below(allRoles().size())).role);
        return roles;
    }
    AccessRequest request()
    {
        const auto &states = allRequestStates();
        const auto all = samplesOf(states.at(below(states.size())));
        AccessRequest request = all.at(below(all.size())).request;
        request.reason = text();
        request.reference = text();
        if (request.decision)
            request.decision->comment = text();
        if (request.access && flip())
            request.access->endedBy = text();
        return request;
    }
    QJsonObject settings()
    {
        QJsonObject json;
        if (flip())
            json.insert(QStringLiteral("requireApproval"), flip());
        if (flip())
            json.insert(QStringLiteral("maxAccess"), qint64(below(100'000)));
        if (flip())
            json.insert(QStringLiteral("mailHost"), text());
        if (flip())
            json.insert(QStringLiteral("notices"), QJsonArray{text(), text()});
        return json;
    }
    Notice notice()
    {
        Notice notice{.kind = allNoticeKinds().at(below(allNoticeKinds().size())),
                      .tenant = {.id = TenantId(QUuid::createUuid()),
                                 .name = text(),
                                 .domain = text(),
                                 .provider = text()},
                      .timeZone = text(),
                      .at = time(),
                      .request = request()};
        if (flip() && notice.kind >= NoticeKind::RolesChanged)
            notice.request.reset();
        notice.actor = text();
        notice.actorName = text();
        if (flip())
            notice.actorRole = allRoles().at(below(allRoles().size())).role;
        notice.comment = text();
        notice.user = text();
        notice.userName = text();
        notice.rolesBefore = roles();
        notice.rolesAfter = roles();
        notice.settingsBefore = settings();
        notice.settingsAfter = settings();
        return notice;
    }

private:
    std::mt19937 m_engine{20261125};
};

void TestNotice::kindsHaveSlugs()
{
    QSet<QString> slugs;
    for (const NoticeKind kind : allNoticeKinds()) {
        QVERIFY(parseNoticeKind(toSlug(kind)) == kind);
        slugs.insert(toSlug(kind));
    }
    QCOMPARE(slugs.size(), qsizetype(allNoticeKinds().size()));
    QCOMPARE(allNoticeKinds().size(), size_t(NoticeKind::Test) + 1);
    QVERIFY(!parseNoticeKind(u"Reminder"));
    QVERIFY(!parseNoticeKind(u""));
}

/// Through bytes, as the store keeps it.
void TestNotice::thereAndBack()
{
    Chance chance;
    for (int i = 0; i < 2000; ++i) {
        const Notice notice = chance.notice();
        const QByteArray bytes = QJsonDocument(toJson(notice)).toJson();
        const auto read = noticeFromJson(QJsonDocument::fromJson(bytes).object());
        QVERIFY2(read, bytes.constData());
        QVERIFY2(*read == notice, bytes.constData());
    }
}

static QJsonObject pendingJson()
{
    Notice notice{.kind = NoticeKind::RequestPending,
                  .tenant = {.id = TenantId::fromString(u"2b3c91f6-1111-4222-8333-0123456789ab"),
                             .name = QStringLiteral("Contoso")},
                  .at = notified,
                  .request = pending()};
    return toJson(notice);
}

void TestNotice::refused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const char *field, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(field) << value;
    };
    const QJsonValue gone(QJsonValue::Undefined);
    row("no kind", "kind", gone);
    row("unknown kind", "kind", QStringLiteral("gossip"));
    row("no time", "at", gone);
    row("no such time", "at", QStringLiteral("2026-02-30T00:00:00Z"));
    row("no tenant", "tenant", gone);
    row("tenant without id", "tenant", QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}});
    row("about no request", "request", gone);
    row("request without id", "request", QJsonObject{});
    row("request with half an id", "request",
        QJsonObject{{QStringLiteral("id"), QStringLiteral("979f5fcc")}});
    row("unknown role", "actorRole", QStringLiteral("emperor"));
    row("unknown roles", "rolesAfter", QJsonArray{QStringLiteral("emperor")});
}

void TestNotice::refused()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject json = pendingJson();
    QVERIFY(noticeFromJson(json));
    json.remove(field);
    if (!value.isUndefined())
        json.insert(field, value);
    const auto read = noticeFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::StoreDamaged);
    // It says which.
    QVERIFY2(read.error().message.contains(field) || field == QLatin1String("request"),
             qPrintable(read.error().message));
}

/// No field is read over silently because it holds something else.
void TestNotice::wrongTypes()
{
    Notice full = Chance().notice();
    full.kind = NoticeKind::Decided;
    full.timeZone = full.actor = full.actorName = full.comment = full.user = full.userName =
        QStringLiteral("x");
    full.actorRole = Role::LockboxApprover;
    full.rolesBefore = full.rolesAfter = {Role::GlobalAdministrator};
    full.settingsBefore = full.settingsAfter = {{QStringLiteral("mailPort"), 25}};
    const QJsonObject json = toJson(full);
    QCOMPARE(json.size(), 15);
    for (const QString &field : json.keys()) {
        QJsonObject wrong = json;
        wrong.insert(field, 7);
        QVERIFY2(!noticeFromJson(wrong), qPrintable(field));
    }
}

QTEST_GUILESS_MAIN(TestNotice)
#include "tst_notice.moc"
