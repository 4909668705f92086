#include "ui/shell/desktoptext.h"

#include "ui/models/requesttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

constexpr int longest = 48;

/// Translations of what the desktop shows.
struct DesktopText {
    Q_DECLARE_TR_FUNCTIONS(DesktopText)
};

bool isHarmless(QChar c)
{
    // Half a character (a surrogate) is category Other, and goes: beyond the basic plane there are letters and digits that browsers
    // read as those of an address.
    return c.isLetterOrNumber() || c.isMark() || c == QLatin1Char(' ') || c == QLatin1Char('-')
           || c == QLatin1Char('_') || c == QLatin1Char('#');
}

QString what(const AccessRequest &request)
{
    return DesktopText::tr("%1 · %2").arg(harmlessLine(request.reference),
                                          harmlessLine(request.service));
}

QString expiry(Timestamp deadline, Timestamp now)
{
    const auto left = std::max(std::chrono::floor<std::chrono::minutes>(deadline - now), 1min);
    return DesktopText::tr("expires in %1").arg(spanText(left));
}

} // namespace

QString harmlessLine(const QString &typed)
{
    QString line = typed;
    for (QChar &c : line) {
        if (!isHarmless(c))
            c = QLatin1Char('_');
    }
    if (line.size() > longest)
        line = line.left(longest - 1) + QChar(0x2026);
    return line;
}

QString noticeTitle()
{
    return DesktopText::tr("Customer Lockbox request pending");
}

QString noticeBody(const AccessRequest &request, Timestamp now)
{
    if (!request.expiresAt)
        return what(request);
    return DesktopText::tr("%1\n%2 · %3")
        .arg(what(request), expiry(*request.expiresAt, now), untilText(*request.expiresAt, now));
}

QString requestLine(const AccessRequest &request, Timestamp now)
{
    if (!request.expiresAt)
        return what(request);
    return DesktopText::tr("%1 · %2").arg(what(request), expiry(*request.expiresAt, now));
}

QString trayToolTip(qint64 waiting, const std::optional<AccessRequest> &nearest, Timestamp now)
{
    if (waiting == 0)
        return DesktopText::tr("Customer Lockbox: no request waits");
    const QString count = waiting == 1 ? DesktopText::tr("Customer Lockbox: 1 request waits")
                                       : DesktopText::tr("Customer Lockbox: %1 requests wait")
                                             .arg(QLocale().toString(waiting));
    return nearest ? count + QLatin1Char('\n') + requestLine(*nearest, now) : count;
}

} // namespace lockbox::ui
