#include "app/cli/output.h"

#include "app/cli/textwidth.h"
#include "core/service/wirejson.h"

#include <QJsonDocument>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace lockbox::cli {

static bool isTerminal(FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

/// The standard output's width where it is a terminal.
static int terminalColumns()
{
    if (!isTerminal(stdout))
        return 0;
#ifndef Q_OS_WIN
    winsize size{};
    if (ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#endif
    return 80;
}

static bool coloursWanted()
{
    return qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb"
           && isTerminal(stdout);
}

Output::Output(bool json)
    : m_json(json),
      m_coloured(!json && coloursWanted()),
      m_progress(!json && isTerminal(stderr)),
      m_columns(json ? 0 : terminalColumns())
{}

void Output::say(const QByteArray &bytes)
{
    m_held += bytes;
    if (m_columns > 0)
        (void)flush();
}

void Output::document(const QJsonObject &json)
{
    if (m_json)
        say(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
}

void Output::words(const QString &text)
{
    painted(printable(text));
}

void Output::painted(const QString &text)
{
    if (m_json)
        return;
    say(text.endsWith(u'\n') ? text.toUtf8() : text.toUtf8() + '\n');
}

void Output::exactly(const QByteArray &bytes)
{
    if (!m_json)
        say(m_columns > 0 ? printable(QString::fromUtf8(bytes)).toUtf8() : bytes);
}

/// The error's document with what was set beside it.
static QJsonObject errorDocument(const Error &error, const QJsonObject &parts)
{
    QJsonObject document = wire::toJson(error);
    QJsonObject inner = document.value(QStringLiteral("error")).toObject();
    for (auto it = parts.begin(); it != parts.end(); ++it)
        inner.insert(it.key(), it.value());
    document.insert(QStringLiteral("error"), inner);
    return document;
}

void Output::complain(const Error &error, const QString &hint)
{
    QByteArray bytes;
    if (m_json) {
        bytes = QJsonDocument(errorDocument(error, m_aside.parts)).toJson(QJsonDocument::Compact)
                + '\n';
    } else {
        bytes = "lockbox: " + oneLine(error.message).toUtf8() + '\n';
        for (const QString &candidate : error.candidates)
            bytes += "  " + oneLine(candidate).toUtf8() + '\n';
        if (const QString &more = m_aside.hint.isEmpty() ? hint : m_aside.hint; !more.isEmpty())
            bytes += more.toUtf8() + '\n';
    }
    (void)std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

void Output::passing(const QString &text)
{
    if (m_progress)
        std::fputs(("\r\x1b[K" + text.toUtf8()).constData(), stderr);
}

bool Output::flush()
{
    const QByteArray bytes = std::exchange(m_held, {});
    const auto size = static_cast<size_t>(bytes.size());
    const bool written = std::fwrite(bytes.constData(), 1, size, stdout) == size;
    m_ok = std::fflush(stdout) == 0 && written && m_ok;
    return m_ok;
}

} // namespace lockbox::cli
