#include "app/cli/passwordinput.h"

#include <QFile>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace lockbox::cli {

namespace {

/// What is typed at the terminal is not shown as long as this lives.
class Unseen
{
public:
#ifdef Q_OS_UNIX
    Unseen()
    {
        m_isTerminal = isTerminal() && tcgetattr(STDIN_FILENO, &m_former) == 0;
        if (!m_isTerminal)
            return;
        termios unseen = m_former;
        unseen.c_lflag &= ~tcflag_t(ECHO);
        unseen.c_lflag |= tcflag_t(ECHONL);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
    }
    ~Unseen()
    {
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_former);
    }
#else
    Unseen() = default;
#endif
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;

private:
#ifdef Q_OS_UNIX
    termios m_former{};
    bool m_isTerminal = false;
#endif
};

} // namespace

bool isTerminal()
{
#ifdef Q_OS_UNIX
    return isatty(STDIN_FILENO) != 0;
#else
    return false;
#endif
}

Result<QByteArray> askForSecret(const QString &field, const QString &prompt)
{
    if (isTerminal()) {
        std::fprintf(stderr, "%s: ", qPrintable(prompt));
        std::fflush(stderr);
    }
    const Unseen unseen;
    // One file object for all lines: it reads ahead.
    static QFile input;
    if (!input.isOpen() && !input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::Internal, input.errorString());
    QByteArray line = input.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return invalid(field, QStringLiteral("no %1 was given").arg(prompt.toLower()));
    return line;
}

} // namespace lockbox::cli
