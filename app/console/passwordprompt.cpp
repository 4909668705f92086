#include "app/console/passwordprompt.h"

#include "app/console/passworddialog.h"

#include <QApplication>

#include <future>

namespace lockbox::ui {

using namespace std::chrono_literals;

PasswordPrompt::PasswordPrompt(QString service, QString userName, QObject *parent)
    : QObject(parent), m_service(std::move(service)), m_userName(std::move(userName))
{}

std::optional<QByteArray> PasswordPrompt::ask(const QString &why)
{
    auto answer = std::make_shared<std::promise<std::optional<QByteArray>>>();
    auto given = answer->get_future();
    QMetaObject::invokeMethod(
        this, [this, why, answer] { answer->set_value(show(why)); }, Qt::QueuedConnection);
    // The UI thread may be about to wait for this one.
    while (given.wait_for(50ms) != std::future_status::ready) {
        if (m_isClosing)
            return std::nullopt;
    }
    return given.get();
}

std::optional<QByteArray> PasswordPrompt::show(const QString &why)
{
    if (m_isClosing)
        return std::nullopt;
    PasswordDialog dialog(m_service, m_userName, why, QApplication::activeWindow());
    dialog.setWindowModality(Qt::ApplicationModal);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.password();
}

} // namespace lockbox::ui
