#include "core/api/api.h"
#include "core/httpd/head.h"
#include "core/service/signins.h"
#include "tests/core/service/contosotenant.h"
#include "tests/fuzz/property.h"

#include <QDir>
#include <QJsonDocument>

using namespace lockbox;
using namespace lockbox::test;
using lockbox::fuzz::require;

namespace {

/// The API on a small tenant, without connections. Made anew when much was changed, so that what an input does hardly depends on those before.
class World
{
public:
    World();

    api::Answer answer(const api::Question &question) { return m_api->answer(question); }
    /// "@ada" in a header field stands for her token, which no file of a corpus could know.
    QByteArray withToken(QByteArray value) const;
    bool isWorn() const { return m_changes > 300 || !m_signIns->find(m_tokens.first()); }
    void changed() { ++m_changes; }
    QString folder() const { return m_tenant.folder(); }

private:
    static SignInOptions signInOptions(ContosoTenant &tenant)
    {
        return {.cost = {.passes = 1, .memory = 8192}, .clock = &tenant.clock()};
    }

    ContosoTenant m_tenant;
    std::unique_ptr<SignIns> m_signIns;
    std::unique_ptr<api::Api> m_api;
    QMap<QByteArray, QByteArray> m_tokens;
    int m_changes = 0;
};

World::World()
    : m_signIns(need(SignIns::open(m_tenant.path(), signInOptions(m_tenant)))),
      m_api(need(api::Api::open(m_tenant.anotherDoor(),
                                need(SignIns::open(m_tenant.path(), signInOptions(m_tenant))))))
{
    m_tenant.approved(QStringLiteral("SR1"));
    m_tenant.authorized(QStringLiteral("SR2"));
    m_tenant.submitted(QStringLiteral("SR3"));
    const std::pair<QByteArray, Session> all[] = {{"@ada", ContosoTenant::ada()},
                                                  {"@eve", ContosoTenant::eve()},
                                                  {"@max", ContosoTenant::max()}};
    for (const auto &[name, session] : all) {
        const QString code = need(m_signIns->invite(session.userPrincipalName));
        m_tokens.insert(name, need(m_signIns->redeem(code, "correct horse battery",
                                                     QStringLiteral("127.0.0.1")))
                                  .token);
    }
}

QByteArray World::withToken(QByteArray value) const
{
    for (auto it = m_tokens.begin(); it != m_tokens.end(); ++it)
        value.replace(it.key(), it.value());
    return value;
}

World *present()
{
    static World *world = nullptr;
    if (world && !world->isWorn())
        return world;
    // The last one can't be taken down: what it is made of ends with the program, in an order of its own. Only its files go.
    if (!world)
        std::atexit([] { QDir(world->folder()).removeRecursively(); });
    delete std::exchange(world, new World);
    return world;
}

/// "METHOD TARGET", header fields, an empty line and the body; what no connection would hand on is none.
std::optional<api::Question> questionOf(const QByteArray &bytes, const World &world)
{
    const qsizetype end = bytes.indexOf("\n\n");
    QByteArrayList lines = bytes.left(end < 0 ? bytes.size() : end).split('\n');
    const QByteArrayList first = lines.takeFirst().split(' ');
    api::Question question{.method = first.first(), .address = QStringLiteral("127.0.0.1")};
    httpd::Fields fields;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        fields.emplace_back(line.left(colon), world.withToken(line.mid(colon + 1).trimmed()));
    }
    if (first.size() != 2 || !httpd::readTarget(first.last(), question)
        || !httpd::readFields(fields, "HTTP/1.1", question))
        return std::nullopt;
    question.body = end < 0 ? QByteArray() : bytes.mid(end + 2);
    return question;
}

void checkAnswer(const api::Answer &answer)
{
    if (answer.wait)
        return;
    require(answer.status >= 200 && answer.status < 600 && answer.status != 500,
            "no question brings the service to its end");
    require(answer.contentType.isEmpty() == (answer.status == 204), "an answer says what it is");
    if (!answer.contentType.endsWith("json"))
        return;
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    require(!json.isEmpty(), "JSON is an object");
    if (answer.status < 400)
        return;
    require(answer.contentType == "application/problem+json", "a refusal is a problem");
    require(json.value(u"status").toInt() == answer.status, "a problem says its status");
    require(!json.value(u"detail").toString().isEmpty(), "a problem says what is wrong");
}

} // namespace

/// Whatever is asked is answered: done, or refused with a problem that says why.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    World *const world = present();
    auto question = questionOf(lockbox::fuzz::bytesOf(data, size), *world);
    if (!question)
        return 0;
    api::Answer answer = world->answer(*question);
    checkAnswer(answer);
    if (answer.wait) {
        question->mayWait = false;
        answer = world->answer(*question);
        require(!answer.wait, "who may not wait is answered");
        checkAnswer(answer);
    }
    if (question->method != "GET" && answer.status < 300)
        world->changed();
    return 0;
}
