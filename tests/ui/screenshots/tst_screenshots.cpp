#include "tests/ui/screenshots/scenes.h"

#include "core/demo/demo.h"
#include "core/service/locallockbox.h"
#include "ui/widgets/elidedlabel.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::test;

namespace {

QString describe(const QWidget &widget)
{
    return QStringLiteral("%1 '%2'").arg(QString::fromLatin1(widget.metaObject()->className()),
                                         widget.objectName());
}

/// Texts that have less room than they need, where nothing says that they go on.
QStringList cutOffTexts(const QWidget &window)
{
    QStringList cut;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty()
            || qobject_cast<const ElidedLabel *>(label))
            continue;
        const bool fits =
            label->wordWrap()
                ? label->heightForWidth(label->width()) <= label->height() + 1
                : label->fontMetrics().size(0, label->text()).width() <= label->width() + 1;
        if (!fits)
            cut.append(describe(*label) + QStringLiteral(": ") + label->text());
    }
    for (const QPushButton *button : window.findChildren<QPushButton *>()) {
        if (button->isVisible() && !button->text().isEmpty()
            && button->sizeHint().width() > button->width() + 1)
            cut.append(describe(*button) + QStringLiteral(": ") + button->text());
    }
    return cut;
}

/// What one can reach by keyboard but a screen reader could not name.
QStringList namelessControls(const QWidget &window)
{
    QStringList nameless;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            nameless.append(describe(*widget));
    }
    return nameless;
}

double brightness(const QImage &image)
{
    const QImage small = image.scaled(64, 64, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double sum = 0;
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x)
            sum += small.pixelColor(x, y).lightnessF();
    }
    return sum / (small.width() * small.height());
}

} // namespace

/// Takes a picture of every blade in both themes, and looks for what can be seen without eyes: texts that are cut off, controls
/// without a name, the wrong theme. The pictures are in the build folder, under screenshots.
class TestScreenshots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void blade_data();
    void blade();

private:
    static QImage pictureOf(QWidget &window);
    void look(QWidget &window, ThemeMode theme);
    QString storeFor(const Scene &scene);
    LocalOptions optionsFor(const Scene &scene);

    QTemporaryDir m_home;
    QDir m_pictures;
    std::vector<Scene> m_scenes = scenes();
};

void TestScreenshots::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    qputenv("HOME", m_home.path().toLocal8Bit()); // the status bar then says "~/demo.lockbox"
    m_pictures.setPath(QStringLiteral(LOCKBOX_PICTURES_DIR));
    QVERIFY(m_pictures.mkpath(QStringLiteral(".")));
    const auto full =
        demo::createDemoStore(m_home.filePath(QStringLiteral("full")),
                              {.logFolder = m_home.filePath(QStringLiteral("full.log"))});
    QVERIFY2(full, full ? "" : qPrintable(full.error().message));
    const auto empty = demo::createDemoStore(
        m_home.filePath(QStringLiteral("empty")),
        {.seed = 1, .requests = 0, .logFolder = m_home.filePath(QStringLiteral("empty.log"))});
    QVERIFY2(empty, empty ? "" : qPrintable(empty.error().message));
}

/// A fresh copy: some scenes decide something.
QString TestScreenshots::storeFor(const Scene &scene)
{
    const QString from =
        m_home.filePath(scene.emptyStore ? QStringLiteral("empty") : QStringLiteral("full"));
    const QString to = m_home.filePath(QStringLiteral("demo.lockbox"));
    return (!QFile::exists(to) || QFile::remove(to)) && QFile::copy(from, to) ? to : QString();
}

/// With the log's key, and nothing remembered of the copies before.
LocalOptions TestScreenshots::optionsFor(const Scene &scene)
{
    const QString made = m_home.filePath(scene.emptyStore ? QStringLiteral("empty.log")
                                                          : QStringLiteral("full.log"));
    const LocalOptions options{.logFolder = m_home.filePath(QStringLiteral("log"))};
    QDir(options.logFolder).removeRecursively();
    const QDir keys(made + QStringLiteral("/keys"));
    QDir().mkpath(options.logFolder + QStringLiteral("/keys"));
    for (const QString &key : keys.entryList(QDir::Files))
        QFile::copy(keys.filePath(key), QStringLiteral("%1/keys/%2").arg(options.logFolder, key));
    return options;
}

void TestScreenshots::blade_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<ThemeMode>("theme");
    for (size_t i = 0; i < m_scenes.size(); ++i) {
        QTest::addRow("%s-light", m_scenes[i].name) << static_cast<int>(i) << ThemeMode::Light;
        QTest::addRow("%s-dark", m_scenes[i].name) << static_cast<int>(i) << ThemeMode::Dark;
    }
}

void TestScreenshots::blade()
{
    QFETCH(int, scene);
    QFETCH(ThemeMode, theme);
    const Scene &here = m_scenes[static_cast<size_t>(scene)];
    QSettings().clear();
    Theme::instance().apply(theme);
    if (here.window) {
        const std::unique_ptr<QWidget> window(here.window());
        if (here.size.isValid())
            window->resize(here.size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        QCoreApplication::processEvents();
        look(*window, theme);
        return;
    }
    const QString store = storeFor(here);
    const LocalOptions options = optionsFor(here);
    QVERIFY(!here.before || here.before(store, options));
    ConsoleDriver console(store, here.user, here.size, options);
    QVERIFY(here.way(console));
    QVERIFY(console.settle());
    QCOMPARE(console.window().size(), here.size);
    look(console.window(), theme);
}

/// With the menu that is open over it.
QImage TestScreenshots::pictureOf(QWidget &window)
{
    QImage picture = window.grab().toImage();
    if (QWidget *popup = QApplication::activePopupWidget()) {
        QPainter painter(&picture);
        painter.drawPixmap(window.mapFromGlobal(popup->pos()), popup->grab());
        painter.end();
        popup->close();
    }
    return picture;
}

void TestScreenshots::look(QWidget &window, ThemeMode theme)
{
    const QSize size = window.size();
    const QImage picture = pictureOf(window);
    const QString scale = QString::number(window.devicePixelRatioF());
    const QString name =
        QStringLiteral("%1%2.png")
            .arg(QString::fromLatin1(QTest::currentDataTag()),
                 scale == QStringLiteral("1") ? QString() : QLatin1Char('@') + scale);
    QVERIFY2(picture.save(m_pictures.filePath(name)), qPrintable(name));
    QCOMPARE(picture.size(), size * window.devicePixelRatioF());
    QCOMPARE(brightness(picture) < 0.5, theme == ThemeMode::Dark);
    const QStringList cut = cutOffTexts(window);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    const QStringList nameless = namelessControls(window);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
