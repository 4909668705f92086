#include "tests/support/consoledriver.h"

#include "app/console/pages.h"
#include "core/demo/demo.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace lockbox::test {

static Result<void> noAnswer()
{
    return failure(ErrorCode::Unreachable,
                   QStringLiteral("nothing answers at lockbox.contoso.com"));
}

ConsoleDriver::ConsoleDriver(const QString &path, const QString &user, const QSize &size,
                             const LocalOptions &options)
    : m_context(std::make_unique<ui::ConsoleContext>(
        [path, options, isCutOff = m_isCutOff]() -> Result<std::unique_ptr<LockboxService>> {
            if (*isCutOff)
                return failure(noAnswer());
            return openLocalStore(path, options);
        }))
{
    const auto door = openLocalStore(path, options);
    if (!door)
        qFatal("%s", qPrintable(door.error().message));
    const auto account = (*door)->account({user});
    if (!account)
        qFatal("%s", qPrintable(account.error().message));
    m_context->setInfo(*(*door)->info());
    m_context->setAccount(*account);
    const demo::Cast cast = demo::demoCast();
    m_window = std::make_unique<ui::MainWindow>(*m_context, ui::consolePages(),
                                                QStringList{cast.globalAdministrator, cast.approver,
                                                            cast.securityReader, cast.plainUser,
                                                            cast.engineer, cast.manager});
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
}

ConsoleDriver::~ConsoleDriver() = default;

bool ConsoleDriver::waitFor(const QString &what, const std::function<bool()> &happened) const
{
    if (QTest::qWaitFor(happened, 10000))
        return true;
    qWarning("waited in vain for %s", qPrintable(what));
    return false;
}

bool ConsoleDriver::sees(const QString &name) const
{
    return waitFor(name, [&] { return find(name) != nullptr; });
}

bool ConsoleDriver::press(const QString &name) const
{
    const auto usable = [&] {
        const QWidget *widget = find(name);
        return widget && widget->isEnabled();
    };
    if (!waitFor(name, usable))
        return false;
    QTest::mouseClick(find(name), Qt::LeftButton);
    return true;
}

bool ConsoleDriver::go(const QString &page) const
{
    return press(QStringLiteral("navigation.") + page)
           && waitFor(page, [&] { return m_window->currentPage() == page; });
}

bool ConsoleDriver::type(const QString &name, const QString &text) const
{
    if (!sees(name))
        return false;
    QWidget *field = find(name);
    field->setFocus();
    QTest::keyClicks(field, text);
    return true;
}

bool ConsoleDriver::chooseRow(const QString &table, const QString &text) const
{
    QModelIndex cell;
    const auto found = [&] {
        const auto *view = find<QAbstractItemView>(table);
        if (!view || !view->isEnabled())
            return false;
        for (int row = 0; row < view->model()->rowCount() && !cell.isValid(); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QModelIndex here = view->model()->index(row, column);
                if (here.data().toString() == text)
                    cell = here;
            }
        }
        return cell.isValid();
    };
    if (!waitFor(text, found))
        return false;
    auto *view = find<QAbstractItemView>(table);
    view->scrollTo(cell);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(cell).center());
    return true;
}

bool ConsoleDriver::become(const QString &user) const
{
    const QString name = QStringLiteral("persona.") + user;
    if (!waitFor(name, [&] { return m_window->findChild<QAction *>(name) != nullptr; }))
        return false;
    m_window->findChild<QAction *>(name)->trigger();
    return waitFor(user, [&] { return m_context->session().userPrincipalName == user; });
}

bool ConsoleDriver::loseConnection()
{
    *m_isCutOff = true;
    emit m_context->runner().cutOff(noAnswer().error());
    return sees(QStringLiteral("connectionBar"));
}

bool ConsoleDriver::settle() const
{
    const bool idle = waitFor(QStringLiteral("everything to be read"), [&] {
        const ui::LogWatch &log = m_context->log();
        const bool isFirst = log.face() == ui::LogWatch::Face::Verifying && !log.check();
        return !m_context->runner().isBusy() && !isFirst;
    });
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents();
    return idle && QTest::qWaitForWindowExposed(m_window.get());
}

} // namespace lockbox::test
