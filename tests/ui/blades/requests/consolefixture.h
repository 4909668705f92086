#pragma once

#include "requestsamples.h"

#include "core/service/locallockbox.h"
#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QVBoxLayout>
#include <QtTest>

namespace lockbox::samples {

/// A real store in a temporary file with the people of requestsamples.h, a second door on it for the test itself, and a console's
/// context for blades.
class Console
{
public:
    Console()
    {
        // What the console remembers stays in the test.
        QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_dir.path());
        const QString path = m_dir.filePath(QStringLiteral("store.lockbox"));
        const StoreSeed seed{.tenant = tenant(),
                             .policy = policy(),
                             .users = {admin(), approver(), reader(), engineer(), manager()},
                             .demo = true};
        const LocalOptions options{.logFolder = m_dir.filePath(QStringLiteral("log"))};
        if (const auto made = createLocalStore(path, seed, options); !made)
            qFatal("%s", qPrintable(made.error().message));
        const ServiceFactory factory = [path, options] { return openLocalStore(path, options); };
        m_service = std::move(*factory());
        m_context = std::make_unique<ui::ConsoleContext>(factory);
        m_context->setInfo(*m_service->info());
        signIn(admin());
    }

    LockboxService &service() { return *m_service; }
    QString storePath() const { return m_dir.filePath(QStringLiteral("store.lockbox")); }
    QString folder() const { return m_dir.path(); }
    ui::ConsoleContext &context() { return *m_context; }
    void signIn(const User &user) { m_context->setAccount(user); }
    static Session session(const User &user)
    {
        return {.userPrincipalName = user.userPrincipalName};
    }

    /// Files a request; its id.
    QString file(const QString &reference, const QString &service = QStringLiteral("Exchange"))
    {
        return m_service
            ->submitRequest(
                session(engineer()),
                {.reference = reference,
                 .service = service,
                 .reason = QStringLiteral("Troubleshoot issues impacting the customer's service"),
                 .duration = std::chrono::hours(4)})
            ->id.toString();
    }

    /// Files a request and lets the manager say yes; its id.
    QString pending(const QString &reference, const QString &service = QStringLiteral("Exchange"))
    {
        const QString id = file(reference, service);
        authorize(id);
        return id;
    }

    void authorize(const QString &id)
    {
        QVERIFY(m_service->authorizeRequest(session(manager()), id, {}));
    }

    AccessRequest now(const QString &id)
    {
        return m_service->request(session(manager()), id)->request;
    }

    /// Moves the demo store's clock, as the status bar's buttons do.
    void advance(std::chrono::seconds by)
    {
        QVERIFY(m_service->advanceClock(session(admin()), by));
        m_context->setInfo(*m_service->info());
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<LockboxService> m_service;
    std::unique_ptr<ui::ConsoleContext> m_context;
};

/// What the shell does for blades, as far as tests need it: shows one with its footer, and notes what it asks for.
class Host : public QWidget
{
public:
    explicit Host(ui::Blade *blade) : m_blade(blade)
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(blade, 1);
        if (QWidget *footer = blade->footer())
            layout->addWidget(footer);
        QObject::connect(blade, &ui::Blade::openRequested, this, [this](ui::Blade *opened) {
            opened->setParent(this);
            opened->hide();
            opens.append(opened);
        });
        QObject::connect(blade, &ui::Blade::closeRequested, this, [this] { ++closes; });
        QObject::connect(blade, &ui::Blade::announced, this,
                         [this](const QString &text) { announcements.append(text); });
        resize(1000, 700);
        show();
        activateWindow();
    }

    /// The widget with this name that can be seen.
    template<typename T = QWidget>
    T *find(const char *name) const
    {
        for (T *widget : findChildren<T *>(QString::fromLatin1(name))) {
            if (widget->isVisibleTo(this))
                return widget;
        }
        return nullptr;
    }

    void press(const char *name) const
    {
        auto *widget = find(name);
        QVERIFY2(widget, name);
        QVERIFY2(widget->isEnabled(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }

    ui::Blade *blade() const { return m_blade; }

    int closes = 0;
    QList<QPointer<ui::Blade>> opens;
    QStringList announcements;

private:
    ui::Blade *m_blade;
};

} // namespace lockbox::samples
