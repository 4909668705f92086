#include "app/console/serveraddress.h"

#include "core/remote/httpclient.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace lockbox::ui {

namespace {

/// Translations of what is said about addresses.
struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(ServerText)
};

QString withScheme(const QString &typed)
{
    return typed.contains(QStringLiteral("://")) ? typed : QStringLiteral("https://") + typed;
}

bool isBeginOf(const QString &typed, const QString &whole)
{
    return whole.startsWith(typed, Qt::CaseInsensitive);
}

/// What is wrong however much is typed behind it.
QString lastingObjection(const QString &typed)
{
    static const QRegularExpression blank(QStringLiteral("\\s"));
    if (typed.contains(blank))
        return ServerText::tr("An address has no blanks in it.");
    const qsizetype end = typed.indexOf(QStringLiteral("://"));
    const QString scheme = end < 0 ? QString() : typed.left(end).toLower();
    if (end >= 0 && scheme != QStringLiteral("https") && scheme != QStringLiteral("http"))
        return ServerText::tr("The address of a server begins with https://.");
    const QUrl url(withScheme(typed), QUrl::TolerantMode);
    if (!url.userInfo().isEmpty() || typed.contains(QLatin1Char('@')))
        return ServerText::tr("Leave the user name out; it is asked for afterwards.");
    if (url.hasQuery() || url.hasFragment()
        || !(url.path().isEmpty() || url.path() == QStringLiteral("/")))
        return ServerText::tr("Only the server's name and port, nothing behind them: "
                              "https://lockbox.contoso.com");
    return {};
}

} // namespace

ServerAddress readServerAddress(const QString &typed, bool isFinished)
{
    const QString text = typed.trimmed();
    if (text.isEmpty() || isBeginOf(text, QStringLiteral("https://")))
        return {.url = {},
                .objection = isFinished ? ServerText::tr("Write the server's address, for example "
                                                         "https://lockbox.contoso.com.")
                                        : QString()};
    if (const QString objection = lastingObjection(text); !objection.isEmpty())
        return {.url = {}, .objection = objection};
    const auto url = HttpClient::serviceUrl(withScheme(text));
    if (url)
        return {.url = url->toString(), .objection = {}};
    if (!isFinished)
        return {};
    const QUrl read(withScheme(text), QUrl::TolerantMode);
    if (read.host().isEmpty())
        return {.url = {}, .objection = ServerText::tr("The name of the server is missing.")};
    if (read.scheme() == QStringLiteral("http"))
        return {.url = {},
                .objection = ServerText::tr("Without TLS everybody on the way could read along. "
                                            "Use https://.")};
    return {.url = {},
            .objection = ServerText::tr("“%1” is no address of a server.").arg(text.left(80))};
}

} // namespace lockbox::ui
