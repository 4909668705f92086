#include "core/service/locallockbox.h"
#include "tests/bench/broadcaster.h"
#include "tests/bench/daemonprocess.h"
#include "tests/bench/measuring.h"
#include "tests/bench/swarm.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstring>
#include <thread>

using namespace lockbox;
using namespace lockbox::bench;
using namespace std::chrono_literals;

/// Consoles that wait on lockboxd's change feed, and how soon all of them know of a decision; beside it the same number of connections that wait for
/// a plain libmicrohttpd to tell them the same bytes.
namespace {

const QString engineer = QStringLiteral("engineer@fabrikam.com");
const QString manager = QStringLiteral("manager@fabrikam.com");

QString approverName(int number)
{
    return QStringLiteral("approver%1@contoso.com").arg(number);
}

User userOf(const QString &name, Side side, const RoleSet &roles)
{
    return {.userPrincipalName = name,
            .displayName = name.section(QLatin1Char('@'), 0, 0),
            .email = name,
            .side = side,
            .roles = roles};
}

struct Wishes {
    int consoles = 5000;
    int accounts = 50;
    int rounds = 20;
};

/// A tenant with that many approvers, and as many requests that wait as there are rounds.
QStringList makeStore(const QString &path, const LocalOptions &options, const Wishes &wishes)
{
    StoreSeed seed{.tenant = {.id = TenantId(QUuid::createUuid()),
                              .name = QStringLiteral("Contoso"),
                              .domain = QStringLiteral("contoso.com"),
                              .provider = QStringLiteral("Fabrikam")},
                   .policy = {.requireApproval = true},
                   .users = {userOf(engineer, Side::Provider, {Role::Engineer}),
                             userOf(manager, Side::Provider, {Role::Manager})}};
    for (int i = 0; i < wishes.accounts; ++i)
        seed.users.push_back(userOf(approverName(i), Side::Customer, {Role::GlobalAdministrator}));
    need(createLocalStore(path, seed, options));
    const auto door = need(openLocalStore(path, options));
    QStringList ids;
    for (int i = 0; i < wishes.rounds; ++i) {
        const auto filed =
            need(door->submitRequest({engineer}, {.reference = QStringLiteral("EXSR%1").arg(i),
                                                  .service = QStringLiteral("Exchange"),
                                                  .reason = QStringLiteral("A mailbox is lost."),
                                                  .duration = 1h}));
        ids.append(filed.id.toString());
        need(door->authorizeRequest({manager}, ids.back(), {}));
    }
    return ids;
}

QByteArray head(const QByteArray &line, const QByteArray &token, const QByteArray &body = {})
{
    QByteArray text = line + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.isEmpty())
        text += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty())
        text += "Content-Type: application/json\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

/// One side: its connections, who of them knows, and when they did.
class Audience
{
public:
    Audience(const QString &caFile, int port, size_t consoles)
        : m_swarm(caFile.toUtf8(), port,
                  [this](size_t connection, int status, const QByteArray &body) {
                      answered(connection, status, body);
                  }),
          m_consoles(consoles)
    {
        m_swarm.open(consoles + 1); // the last one tells
    }

    /// Asks for all of them, and goes on until `doAllWait`.
    void waitForNews(std::vector<QByteArray> questions, const std::function<bool()> &doAllWait)
    {
        m_times.clear();
        m_questions = std::move(questions);
        m_isTold = false;
        for (size_t i = 0; i < m_consoles; ++i)
            m_swarm.ask(i, question(i));
        do {
            m_swarm.runFor(50ms);
        } while (!doAllWait());
    }
    /// Asks the question that makes news, and waits until all know; milliseconds from its sending on.
    Samples tell(const QByteArray &question)
    {
        m_isTold = true;
        m_toldBack = false;
        m_start = std::chrono::steady_clock::now();
        m_swarm.ask(m_consoles, question);
        m_swarm.run([this] { return m_times.size() == m_consoles && m_toldBack; }, 60s);
        return m_times;
    }
    QByteArray asTeller(const QByteArray &question)
    {
        m_toldBack = false;
        m_swarm.ask(m_consoles, question);
        m_swarm.run([this] { return m_toldBack; }, 60s);
        return m_answer;
    }
    const QByteArray &news() const { return m_news; }

private:
    void answered(size_t connection, int status, const QByteArray &body)
    {
        if (status != 200)
            qFatal("status %d: %s", status, body.constData());
        if (connection == m_consoles) {
            m_toldBack = true;
            m_answer = body;
            return;
        }
        if (!m_isTold) {
            // Its wait was over before there was anything to know.
            m_swarm.ask(connection, question(connection));
            return;
        }
        m_times.add(millisecondsSince(m_start));
        m_news = body;
    }

    const QByteArray &question(size_t connection) const
    {
        return m_questions[connection % m_questions.size()];
    }

    Swarm m_swarm;
    size_t m_consoles;
    std::vector<QByteArray> m_questions;
    bool m_isTold = false;
    Instant m_start;
    Samples m_times;
    bool m_toldBack = false;
    QByteArray m_answer;
    QByteArray m_news;
};

void print(const char *what, const Samples &half, const Samples &most, const Samples &all)
{
    std::printf("%-28s %9.0f %9.0f %9.0f %15.0f\n", what, half.median(), most.median(),
                all.median(), most.greatest());
}

/// Of each round: when half of them, 99 of 100, and all of them knew.
struct Rounds {
    Samples half, most, all;
    void add(const Samples &times)
    {
        half.add(times.at(0.5));
        most.add(times.at(0.99));
        all.add(times.greatest());
    }
};

/// One more sign-in, by the password.
QByteArray signIn(HttpClient &client, const QString &user)
{
    const QJsonObject body{
        {QStringLiteral("userPrincipalName"), user},
        {QStringLiteral("password"), QString::fromLatin1(DaemonProcess::password())}};
    const auto answer = need(client.ask({.method = "POST",
                                         .path = QStringLiteral("/v1/sign-in"),
                                         .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
                                         .contentType = "application/json"}));
    const auto json = QJsonDocument::fromJson(answer.body).object();
    if (answer.status != 201)
        qFatal("no sign-in: %s", answer.body.constData());
    return json.value(QStringLiteral("token")).toString().toLatin1();
}

/// A sign-in for each console.
std::vector<QByteArray> signInAll(DaemonProcess &daemon, const Wishes &wishes)
{
    constexpr int threads = 4;
    for (int i = 0; i < wishes.accounts; ++i)
        daemon.enter(approverName(i));
    std::vector<QByteArray> tokens(size_t(wishes.consoles));
    std::vector<std::jthread> signing;
    for (int first = 0; first < threads; ++first) {
        signing.emplace_back([&, first] {
            HttpClient client(daemon.remote());
            for (int i = first; i < wishes.consoles; i += threads)
                tokens[size_t(i)] = signIn(client, approverName(i % wishes.accounts));
        });
    }
    signing.clear(); // waits for them
    return tokens;
}

class Comparison
{
public:
    explicit Comparison(const Wishes &wishes) : m_wishes(wishes)
    {
        const QString store = m_daemon.file("lockbox.store");
        const LocalOptions options{.logFolder = m_daemon.file("log")};
        m_pending = makeStore(store, options, wishes);
        m_daemon.set("store.path", store);
        m_daemon.set("store.log_folder", options.logFolder);
        m_daemon.serve();
        m_tokens = signInAll(m_daemon, wishes);
        startPlain();
    }
    ~Comparison()
    {
        m_plain.closeWriteChannel();
        m_plain.waitForFinished(10'000);
    }

    void run()
    {
        const auto consoles = static_cast<size_t>(m_wishes.consoles);
        const double before = residentMemory(m_daemon.processId());
        const double plainBefore = residentMemory(m_plain.processId());
        Audience plain(m_daemon.file("ca.pem"), m_plainPort, consoles);
        // Last, for the service ends connections on which no question comes.
        Audience product(m_daemon.file("ca.pem"), m_daemon.port(), consoles);
        double memory = 0;
        double plainMemory = 0;
        for (const QString &id : m_pending) {
            m_ours.add(ourRound(product, id, memory));
            m_plains.add(plainRound(plain, product.news(), plainMemory));
        }
        std::printf("%d consoles, each with a TLS connection and a sign-in of its own; %d rounds "
                    "in turns, medians\n\n",
                    m_wishes.consoles, m_wishes.rounds);
        std::printf("%-28s %9s %9s %9s %15s\n", "know of it after (ms)", "half", "99 %", "all",
                    "99 %, slowest");
        print("lockboxd: a decision", m_ours.half, m_ours.most, m_ours.all);
        print("libmicrohttpd: same bytes", m_plains.half, m_plains.most, m_plains.all);
        std::printf("ratio, 99 %%: %.2f\n\n", m_ours.most.median() / m_plains.most.median());
        std::printf("memory for each that waits: lockboxd %.1f KiB, libmicrohttpd %.1f KiB\n",
                    (memory - before) * 1024 / m_wishes.consoles,
                    (plainMemory - plainBefore) * 1024 / m_wishes.consoles);
        std::printf("memory of lockboxd: %.0f MiB before, %.0f MiB with all waiting\n", before,
                    memory);
    }

private:
    void startPlain()
    {
        m_plain.start(
            QCoreApplication::applicationFilePath(),
            {QStringLiteral("--broadcaster"), m_daemon.file("cert.pem"), m_daemon.file("key.pem")});
        if (!m_plain.waitForReadyRead(10'000))
            qFatal("the plain broadcaster does not start");
        m_plainPort = m_plain.readLine().trimmed().toInt();
    }

    Samples ourRound(Audience &audience, const QString &id, double &memory)
    {
        const QByteArray &own = m_tokens.front();
        const auto known = QJsonDocument::fromJson(audience.asTeller(head("GET /v1/changes", own)));
        const QByteArray line =
            "GET /v1/changes?wait=60s&after="
            + QByteArray::number(known.object().value(QStringLiteral("head")).toInteger());
        std::vector<QByteArray> questions;
        for (const QByteArray &token : m_tokens)
            questions.push_back(head(line, token));
        audience.waitForNews(
            questions, [this] { return m_daemon.metric("lockboxd_waiting") >= m_wishes.consoles; });
        memory = residentMemory(m_daemon.processId());
        return audience.tell(head("POST /v1/requests/" + id.toUtf8() + "/deny", own,
                                  R"({"comment":"No case is known to us."})"));
    }

    Samples plainRound(Audience &audience, const QByteArray &news, double &memory)
    {
        audience.waitForNews({head("GET /wait", {})}, [&] {
            return audience.asTeller(head("GET /count", {})).toInt() >= m_wishes.consoles;
        });
        memory = residentMemory(m_plain.processId());
        return audience.tell(head("POST /tell", {}, news));
    }

    Wishes m_wishes;
    DaemonProcess m_daemon;
    QProcess m_plain;
    int m_plainPort = 0;
    QStringList m_pending;
    std::vector<QByteArray> m_tokens;
    Rounds m_ours;
    Rounds m_plains;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--broadcaster") == 0)
        return broadcast(argv[2], argv[3]);
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "How soon consoles that wait on lockboxd's change feed (TLS, loopback) know of a "
        "decision,\n"
        "and what each costs in memory; in turns with a plain libmicrohttpd that tells as many\n"
        "connections the same bytes."));
    parser.addHelpOption();
    const auto option = [&parser](const char *name, const char *help, int value) {
        const QCommandLineOption made(QString::fromLatin1(name), QString::fromLatin1(help),
                                      QStringLiteral("N"), QString::number(value));
        parser.addOption(made);
        return made;
    };
    const Wishes usual;
    const auto consoles = option("consoles", "How many wait (default 5000).", usual.consoles);
    const auto accounts = option("accounts", "Whose they are (default 50).", usual.accounts);
    const auto rounds = option("rounds", "Decisions (default 20).", usual.rounds);
    parser.process(application);
    raiseFileLimit();
    Comparison({.consoles = parser.value(consoles).toInt(),
                .accounts = parser.value(accounts).toInt(),
                .rounds = parser.value(rounds).toInt()})
        .run();
    return 0;
}
