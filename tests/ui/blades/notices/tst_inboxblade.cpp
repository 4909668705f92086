#include "noticesamples.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/inboxblade.h"
#include "ui/blades/inboxletter.h"
#include "ui/blades/requestblade.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// The page Approver's inbox shows mails as a mail program does, and nothing in a mail leads or reaches anywhere.
class TestInboxBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void anEmptyInboxSaysSo();
    void showsTheNewestMail();
    void showsTheMailThatIsChosen();
    void aNoticeWithoutARequestLeadsNowhere();
    void aRefreshKeepsWhatIsRead();
    void opensTheRequestInTheConsole();
    void aMailCanBeChecked();
    void aNarrowMailHasItsValuesBelowTheLabels();
    void anotherWidthKeepsWhatIsRead();
    void nothingInAMailIsLoaded_data();
    void nothingInAMailIsLoaded();
    void noLinkLeadsAnywhere();

    // Called by QDesktopServices.
    void openUrl(const QUrl &url) { m_opened.append(url); }

private:
    void open() { m_host = std::make_unique<Host>(new InboxBlade(m_console->context())); }
    QListView *list() const { return m_host->find<QListView>("inboxList"); }
    LetterBrowser *body() const { return m_host->find<LetterBrowser>("mailBody"); }
    /// A mail of a new request, as its browser gets it.
    QString html()
    {
        m_console->pending(QStringLiteral("EXSR1"));
        return newestLetter(m_console->service(), admin()).html;
    }
    QString text(const char *name) const { return m_host->find<QLabel>(name)->text(); }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
    QList<QUrl> m_opened;
};

void TestInboxBlade::init()
{
    m_console = std::make_unique<Console>();
    m_opened.clear();
    for (const char *scheme : {"https", "http", "mailto", "file"})
        QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "openUrl");
}

void TestInboxBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
    for (const char *scheme : {"https", "http", "mailto", "file"})
        QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
}

void TestInboxBlade::anEmptyInboxSaysSo()
{
    open();
    QTRY_VERIFY(m_host->find("inboxEmpty"));
    QVERIFY(!list());
    m_console->pending(QStringLiteral("EXSR1"));
    static_cast<Blade *>(m_host->blade())->refresh();
    QTRY_VERIFY(list());
}

void TestInboxBlade::showsTheNewestMail()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    open();
    QTRY_VERIFY(body());
    const Letter letter = newestLetter(m_console->service(), admin());
    QCOMPARE(text("mailFrom"), QStringLiteral("From: ") + letter.from);
    QCOMPARE(text("mailTo"), QStringLiteral("To: Ada Berg <ada@contoso.example>"));
    QCOMPARE(text("mailSubject"), letter.subject);
    const QString shown = body()->toPlainText();
    QVERIFY(shown.contains(id));
    QVERIFY(shown.contains(letter.phrase));
    QCOMPARE(text("inboxCount"), QStringLiteral("1 mail for Ada Berg <ada@contoso.example>"));
}

void TestInboxBlade::showsTheMailThatIsChosen()
{
    m_console->pending(QStringLiteral("EXSR1"));
    m_console->pending(QStringLiteral("EXSR2"));
    open();
    QTRY_VERIFY(body());
    QVERIFY(body()->toPlainText().contains(QStringLiteral("EXSR2")));
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Down);
    QVERIFY(body()->toPlainText().contains(QStringLiteral("EXSR1")));
}

void TestInboxBlade::aNoticeWithoutARequestLeadsNowhere()
{
    QVERIFY(m_console->service().changePolicy({approver().userPrincipalName},
                                              {.maxAccess = std::chrono::hours(2)}));
    open();
    QTRY_VERIFY(body());
    QVERIFY(!m_host->find("openMailRequestButton")->isEnabled());
    QVERIFY(m_host->find("checkThisMailButton")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Return);
    QVERIFY(m_host->opens.isEmpty());
}

void TestInboxBlade::aRefreshKeepsWhatIsRead()
{
    m_console->pending(QStringLiteral("EXSR1"));
    open();
    QTRY_VERIFY(body());
    body()->selectAll();
    m_console->pending(QStringLiteral("EXSR2"));
    static_cast<Blade *>(m_host->blade())->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->currentIndex().row(), 1);
    QVERIFY(body()->toPlainText().contains(QStringLiteral("EXSR1")));
    QVERIFY(body()->textCursor().hasSelection());
}

void TestInboxBlade::opensTheRequestInTheConsole()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    open();
    QTRY_VERIFY(body());
    m_host->press("openMailRequestButton");
    QCOMPARE(m_host->opens.size(), 1);
    const auto *blade = qobject_cast<RequestBlade *>(m_host->opens.front());
    QVERIFY(blade);
    QCOMPARE(blade->requestId(), id);
}

void TestInboxBlade::aMailCanBeChecked()
{
    m_console->pending(QStringLiteral("EXSR1"));
    open();
    QTRY_VERIFY(body());
    m_host->press("checkThisMailButton");
    auto *blade = qobject_cast<CheckMailBlade *>(m_host->opens.front());
    QVERIFY(blade);
    auto *headline = blade->findChild<QLabel *>(QStringLiteral("verdictHeadline"));
    QTRY_VERIFY(headline->text().startsWith(QStringLiteral("Genuine")));
    m_host->press("checkMailButton");
    QCOMPARE(m_host->opens.size(), 2);
}

void TestInboxBlade::aNarrowMailHasItsValuesBelowTheLabels()
{
    LetterBrowser browser;
    browser.resize(320, 600);
    browser.show();
    browser.showLetter(html());
    const auto label = [&] {
        return browser.document()->find(QStringLiteral("Request ID")).block();
    };
    const auto place = [&](const QTextBlock &block) {
        return browser.document()->documentLayout()->blockBoundingRect(block);
    };
    const auto isStacked = [&] {
        return place(label().next()).top() >= place(label()).bottom()
               && place(label().next()).left() == place(label()).left();
    };
    QVERIFY(isStacked());
    QVERIFY(label().next().layout()->lineCount() <= 2); // 36 characters
    // A value belongs to the label above it, and nothing to the margins.
    QVERIFY(place(label().next()).top() - place(label()).bottom()
            < place(label().next().next()).top() - place(label().next()).bottom());
    QVERIFY(place(label()).left() < 16);
    QVERIFY(browser.horizontalScrollBar()->maximum() == 0);
    browser.resize(700, 600);
    QVERIFY(!isStacked());
    QCOMPARE(place(label().next()).top(), place(label()).top());
    browser.resize(320, 600);
    QVERIFY(isStacked());
}

void TestInboxBlade::anotherWidthKeepsWhatIsRead()
{
    LetterBrowser browser;
    browser.resize(700, 200);
    browser.show();
    browser.showLetter(html());
    const QString text = browser.toPlainText();
    browser.setTextCursor(browser.document()->find(QStringLiteral("Verification phrase")));
    const QString selected = browser.textCursor().selectedText();
    QCOMPARE(selected.size(), 19);
    browser.ensureCursorVisible();
    QVERIFY(browser.verticalScrollBar()->value() > 0);
    for (const int width : {320, 700}) {
        browser.resize(width, 200);
        QCOMPARE(browser.toPlainText(), text);
        QCOMPARE(browser.textCursor().selectedText(), selected);
        QVERIFY(browser.viewport()->rect().intersects(browser.cursorRect()));
    }
}

void TestInboxBlade::nothingInAMailIsLoaded_data()
{
    QTest::addColumn<QString>("source");
    const QString path = QDir::tempPath() + QStringLiteral("/lockbox-inbox-test.png");
    QTest::newRow("a path") << path;
    QTest::newRow("a file's address") << QUrl::fromLocalFile(path).toString();
    QTest::newRow("a path without its start") << QStringLiteral("lockbox-inbox-test.png");
    QTest::newRow("an address") << QStringLiteral("http://localhost:9/a.png");
    QTest::newRow("a resource of the program")
        << QStringLiteral(":/qt-project.org/styles/commonstyle/images/file-32.png");
}

void TestInboxBlade::nothingInAMailIsLoaded()
{
    QFETCH(QString, source);
    QImage picture(300, 300, QImage::Format_RGB32);
    picture.fill(0xff0000);
    const QString path = QDir::tempPath() + QStringLiteral("/lockbox-inbox-test.png");
    QVERIFY(picture.save(path));
    LetterBrowser browser;
    browser.setSearchPaths({QDir::tempPath()});
    browser.resize(500, 500);
    browser.setHtml(
        QStringLiteral("<link rel=\"stylesheet\" href=\"%1\"><img src=\"%1\">").arg(source));
    browser.show();
    QVERIFY(browser.document()->size().height() < 100);
    const QImage shown = browser.viewport()->grab().toImage();
    for (int y = 0; y < shown.height(); y += 3) {
        for (int x = 0; x < shown.width(); x += 3)
            QVERIFY((shown.pixel(x, y) & 0xffffff) != 0xff0000);
    }
    QCOMPARE(browser.document()
                 ->resource(QTextDocument::ImageResource, QUrl(source))
                 .value<QImage>()
                 .size(),
             QSize(1, 1));
    QVERIFY(QFile::remove(path));
}

void TestInboxBlade::noLinkLeadsAnywhere()
{
    LetterBrowser browser;
    browser.resize(400, 200);
    browser.setHtml(QStringLiteral("<a href=\"https://evil.example/\" style=\"font-size:80px\">"
                                   "click</a>"));
    browser.show();
    QSignalSpy clicks(&browser, &QTextBrowser::anchorClicked);
    QTest::mouseClick(browser.viewport(), Qt::LeftButton, {}, {60, 60});
    browser.setFocus();
    QTest::keyClick(&browser, Qt::Key_Tab);
    QTest::keyClick(&browser, Qt::Key_Return);
    browser.setSource(QUrl(QStringLiteral("file:///etc/hostname")));
    QVERIFY(browser.toPlainText().contains(QStringLiteral("click")));
    QCOMPARE(clicks.size(), 0);
    QVERIFY(m_opened.isEmpty());
}

QTEST_MAIN(TestInboxBlade)
#include "tst_inboxblade.moc"
