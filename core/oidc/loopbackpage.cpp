#include "core/oidc/loopbackpage.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <list>

namespace lockbox::oidc {

namespace {

using Moment = std::chrono::steady_clock::time_point;

constexpr qsizetype longestRequest = 32 << 10;
constexpr std::chrono::seconds patienceWithOne{10};
const char path[] = "/signed-in";

struct Caller {
    std::unique_ptr<QTcpSocket> socket;
    Moment since = std::chrono::steady_clock::now();
    QByteArray request;
};

QByteArray pageText(const QString &title, const QString &text)
{
    return QStringLiteral(
               "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%1</title>"
               "<h1>%1</h1><p>%2</p></html>")
        .arg(title.toHtmlEscaped(), text.toHtmlEscaped())
        .toUtf8();
}

void answer(QTcpSocket &socket, const char *status, const QByteArray &page)
{
    socket.write(
        QByteArray("HTTP/1.1 ") + status
        + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(page.size())
        + "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer"
          "\r\nContent-Security-Policy: default-src 'none'\r\n\r\n"
        + page);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(1000)) {}
    socket.disconnectFromHost();
}

/// The query of a request for the page; nothing where it is for something else.
std::optional<QUrlQuery> queryOf(const QByteArray &request)
{
    const QByteArrayList line = request.left(request.indexOf('\r')).split(' ');
    if (line.size() != 3 || line[0] != "GET" || !line[2].startsWith("HTTP/1."))
        return std::nullopt;
    const qsizetype mark = line[1].indexOf('?');
    if (mark < 0 || line[1].left(mark) != path)
        return std::nullopt;
    QByteArray query = line[1].mid(mark + 1);
    query.replace('+', "%20");
    return QUrlQuery(QString::fromLatin1(query));
}

} // namespace

struct LoopbackPage::Sockets {
    QTcpServer server;
    std::list<Caller> callers;

    /// The query of one who has asked for the page with this state.
    std::optional<QUrlQuery> look(const QString &state);
    std::optional<QUrlQuery> hear(Caller &caller, const QString &state);
};

std::optional<QUrlQuery> LoopbackPage::Sockets::hear(Caller &caller, const QString &state)
{
    caller.request += caller.socket->readAll();
    if (!caller.request.contains("\r\n\r\n"))
        return std::nullopt;
    const auto query = queryOf(caller.request);
    const bool isRight =
        query
        && query->queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded).toUtf8()
               == state.toUtf8();
    const QString title = QStringLiteral("Customer Lockbox");
    if (isRight)
        answer(*caller.socket, "200 OK",
               pageText(title, QStringLiteral("You can close this page, and go back to the "
                                              "program: it says how signing in went.")));
    else
        answer(*caller.socket, "404 Not Found",
               pageText(title, QStringLiteral("There is nothing here.")));
    return isRight ? query : std::nullopt;
}

std::optional<QUrlQuery> LoopbackPage::Sockets::look(const QString &state)
{
    using namespace std::chrono_literals;
    constexpr int moment = 20; // milliseconds
    if (server.waitForNewConnection(moment)) {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            socket->setParent(nullptr);
            callers.push_back({.socket = std::unique_ptr<QTcpSocket>(socket), .request = {}});
        }
    }
    for (auto it = callers.begin(); it != callers.end();) {
        if (it->socket->bytesAvailable() > 0 || it->socket->waitForReadyRead(moment)) {
            if (auto query = hear(*it, state))
                return query;
        }
        const bool isDone = it->socket->state() != QAbstractSocket::ConnectedState
                            || it->request.size() > longestRequest
                            || std::chrono::steady_clock::now() - it->since > patienceWithOne;
        it = isDone ? callers.erase(it) : std::next(it);
    }
    return std::nullopt;
}

LoopbackPage::LoopbackPage() : m_sockets(std::make_unique<Sockets>())
{}

LoopbackPage::~LoopbackPage() = default;

Result<std::unique_ptr<LoopbackPage>> LoopbackPage::open()
{
    std::unique_ptr<LoopbackPage> page(new LoopbackPage);
    if (!page->m_sockets->server.listen(QHostAddress::LocalHost))
        return failure(ErrorCode::Internal, QStringLiteral("no port of this machine is free: %1")
                                                .arg(page->m_sockets->server.errorString()));
    return page;
}

QUrl LoopbackPage::address() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2")
                    .arg(m_sockets->server.serverPort())
                    .arg(QLatin1String(path)));
}

Result<QUrlQuery> LoopbackPage::wait(const QString &state, std::chrono::milliseconds patience,
                                     const std::stop_token &stop)
{
    const Moment end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        if (stop.stop_requested())
            return failure(ErrorCode::Interrupted, QStringLiteral("signing in was stopped"));
        if (auto query = m_sockets->look(state))
            return *query;
    }
    return failure(ErrorCode::Interrupted,
                   QStringLiteral("nobody signed in with the browser in time"));
}

} // namespace lockbox::oidc
