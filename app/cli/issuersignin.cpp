#include "app/cli/issuersignin.h"

#include <QProcess>

#include <cstdio>

namespace lockbox::cli {

namespace {

void say(const QString &line)
{
    std::fprintf(stderr, "%s\n", qPrintable(line));
    std::fflush(stderr);
}

/// With what the system opens a page.
QString opener()
{
#if defined(Q_OS_MACOS)
    return QStringLiteral("open");
#elif defined(Q_OS_WIN)
    return QStringLiteral("explorer");
#else
    return QStringLiteral("xdg-open");
#endif
}

/// Where it can't be opened, the address is there to be copied.
bool open(const QUrl &page)
{
    const QString address = page.toString(QUrl::FullyEncoded);
    say(QStringLiteral("Sign in with your browser. Where none opens, go to\n%1").arg(address));
    QProcess browser;
    browser.setProgram(opener());
    browser.setArguments({address});
    browser.setStandardInputFile(QProcess::nullDevice());
    browser.setStandardOutputFile(QProcess::nullDevice());
    browser.setStandardErrorFile(QProcess::nullDevice());
    browser.startDetached();
    return true;
}

void show(const oidc::DeviceCode &code)
{
    say(QStringLiteral("Go to %1 on any device, and type this code: %2")
            .arg(code.page.toString(QUrl::FullyEncoded), code.code));
    if (!code.completePage.isEmpty())
        say(QStringLiteral("Or go to %1").arg(code.completePage.toString(QUrl::FullyEncoded)));
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(code.lasts);
    say(QStringLiteral("Nobody else may get this code. It is good for %1 min.")
            .arg(minutes.count()));
}

} // namespace

bool mayHaveBrowser()
{
#if defined(Q_OS_MACOS) || defined(Q_OS_WIN)
    return true;
#else
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    return false;
#endif
}

Result<IdTokenProof> signInAtIssuer(const oidc::FlowOptions &options, bool byDevice)
{
    return byDevice ? oidc::signInWithDevice(options, show)
                    : oidc::signInWithBrowser(options, open);
}

} // namespace lockbox::cli
