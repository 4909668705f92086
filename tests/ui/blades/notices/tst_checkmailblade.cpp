#include "noticesamples.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/checkmailinput.h"
#include "ui/widgets/messagebar.h"

#include <QDateTime>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

namespace {

QByteArray asMessage(const Letter &letter, const QString &text)
{
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(
        letter.delivery.createdAt.time_since_epoch().count(), Qt::UTC);
    const QString part = QStringLiteral("--=_b\nContent-Type: text/%1; charset=utf-8\n"
                                        "Content-Transfer-Encoding: 8bit\n\n%2\n");
    return QStringLiteral("From: %1\nTo: <%2>\nSubject: %3\nDate: %4\n"
                          "Message-ID: %5\nMIME-Version: 1.0\n"
                          "Content-Type: multipart/alternative; boundary=\"=_b\"\n\n")
               .arg(letter.from, letter.delivery.address, letter.subject,
                    date.toString(Qt::RFC2822Date), letter.delivery.messageId)
               .toUtf8()
           + part.arg(QStringLiteral("plain"), text).toUtf8()
           + part.arg(QStringLiteral("html"), letter.html).toUtf8() + "--=_b--\n";
}

/// Lets the text field take what is dropped or pasted.
class Input : public CheckMailInput
{
public:
    static void take(CheckMailInput *input, const QMimeData &data)
    {
        QVERIFY((input->*(&Input::canInsertFromMimeData))(&data));
        (input->*(&Input::insertFromMimeData))(&data);
    }
};

} // namespace

/// A mail that is pasted, dropped or opened gets a clear verdict, and never one that belongs to another.
class TestCheckMailBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void genuine();
    void altered();
    void unknown();
    void anotherTextHasNoVerdict();
    void anOvertakenAnswerIsNotShown();
    void filesAreReadAsTheyAre();
    void filesThatCannotBeReadAreTold();
    void opensAFile();
    void dropsAreTaken();
    void whoMayNotIsTold();

private:
    QString text(const char *name) const { return m_host->find<QLabel>(name)->text(); }
    CheckMailInput *input() const { return m_host->find<CheckMailInput>("mailInput"); }
    void paste(const QString &mail)
    {
        input()->setPlainText(mail);
        m_host->press("checkMailNowButton");
        QTRY_VERIFY(m_host->find("mailVerdict"));
    }
    QString write(const char *name, const QByteArray &bytes) const
    {
        const QString path = m_console->folder() + QLatin1Char('/') + QString::fromLatin1(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s can't be written", qPrintable(path));
        return path;
    }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
    Letter m_letter;
};

void TestCheckMailBlade::init()
{
    m_console = std::make_unique<Console>();
    QVERIFY(m_console->service().changeNotifications(
        {admin().userPrincipalName}, {.sender = QStringLiteral("lockbox@contoso.example")}));
    m_console->pending(QStringLiteral("EXSR1"));
    m_letter = newestLetter(m_console->service(), approver());
    m_host = std::make_unique<Host>(new CheckMailBlade(m_console->context()));
}

void TestCheckMailBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

void TestCheckMailBlade::genuine()
{
    QVERIFY(!m_host->find("checkMailNowButton")->isEnabled());
    paste(m_letter.text);
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Genuine")));
    QCOMPARE(m_host->announcements, QStringList{text("verdictHeadline")});
    QVERIFY(!m_host->find("verdictDifferences"));
    QStringList facts;
    for (const QLabel *label : m_host->find("verdictFacts")->findChildren<QLabel *>())
        facts.append(label->text());
    QVERIFY(facts.contains(QStringLiteral("EXSR1")));
    QVERIFY(facts.contains(QStringLiteral("Request pending")));
}

void TestCheckMailBlade::altered()
{
    QString mail = m_letter.text;
    mail.replace(QStringLiteral("Exchange"), QStringLiteral("SharePoint"));
    paste(mail);
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Altered")));
    const auto *table = m_host->find<QTableWidget>("verdictDifferences");
    QVERIFY(table);
    QCOMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("Product"));
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("Exchange"));
    QCOMPARE(table->item(0, 2)->text(), QStringLiteral("SharePoint"));
    QVERIFY(m_host->find("verdictFacts"));
}

void TestCheckMailBlade::unknown()
{
    paste(QStringLiteral("Dear approver, <b>click</b> to approve."));
    QVERIFY(text("verdictHeadline").contains(QStringLiteral("don't trust")));
    QVERIFY(!m_host->find("verdictDifferences"));
    QVERIFY(!m_host->find("verdictFacts"));
}

void TestCheckMailBlade::anotherTextHasNoVerdict()
{
    paste(m_letter.text);
    input()->insertPlainText(QStringLiteral("x"));
    QVERIFY(!m_host->find("mailVerdict"));
    m_host->press("clearMailButton");
    QVERIFY(input()->toPlainText().isEmpty());
    QVERIFY(!m_host->find("checkMailNowButton")->isEnabled());
}

void TestCheckMailBlade::anOvertakenAnswerIsNotShown()
{
    CheckMailPresenter presenter(m_console->context());
    QSignalSpy answers(&presenter, &CheckMailPresenter::answered);
    presenter.setText(m_letter.text);
    presenter.check();
    presenter.setText(QStringLiteral("something else"));
    QTRY_VERIFY(!m_console->context().runner().isBusy());
    QCoreApplication::processEvents();
    QVERIFY(!presenter.verdict());
    QCOMPARE(answers.size(), 0);
    presenter.check();
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(presenter.verdict()->kind, MailVerdict::Kind::Unknown);
}

void TestCheckMailBlade::filesAreReadAsTheyAre()
{
    CheckMailPresenter presenter(m_console->context());
    const QByteArray mail = asMessage(m_letter, m_letter.text);
    QVERIFY(presenter.readFile(write("mail.eml", mail)));
    QCOMPARE(presenter.message(), mail);
    presenter.check();
    QTRY_VERIFY(presenter.verdict());
    QVERIFY2(presenter.verdict()->differences.empty(),
             qPrintable(presenter.verdict()->explanation));
    QCOMPARE(presenter.verdict()->kind, MailVerdict::Kind::Genuine);
}

void TestCheckMailBlade::filesThatCannotBeReadAreTold()
{
    CheckMailPresenter presenter(m_console->context());
    QVERIFY(!presenter.readFile(m_console->folder()));
    QVERIFY(presenter.refusal().contains(QStringLiteral("is not a file")));
    QVERIFY(!presenter.readFile(m_console->folder() + QStringLiteral("/none.eml")));
    QVERIFY(presenter.refusal().contains(QStringLiteral("none.eml")));
    QVERIFY(!presenter.canCheck());
    const QString large = write("large.eml", {});
    QVERIFY(QFile::resize(large, CheckMailPresenter::largestFile + 1));
    QVERIFY(!presenter.readFile(large));
    QVERIFY(presenter.refusal().contains(QStringLiteral("larger than any notice")));
    presenter.setText(QStringLiteral("x"));
    QVERIFY(presenter.refusal().isEmpty());
}

void TestCheckMailBlade::opensAFile()
{
    const QString path = write("mail.eml", asMessage(m_letter, m_letter.text));
    m_host->press("openMailButton");
    auto *dialog = m_host->findChild<QFileDialog *>(QStringLiteral("placeDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptOpen);
    emit dialog->fileSelected(path);
    QTRY_VERIFY(m_host->find("mailVerdict"));
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Genuine")));
    QVERIFY(input()->toPlainText().contains(QStringLiteral("Message-ID:")));
    emit dialog->fileSelected(m_console->folder());
    QVERIFY(m_host->find<MessageBar>("checkMailMessage"));
    QVERIFY(!m_host->find("mailVerdict"));
}

void TestCheckMailBlade::dropsAreTaken()
{
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(write("mail.eml", asMessage(m_letter, m_letter.text)))});
    Input::take(input(), file);
    QTRY_VERIFY(m_host->find("mailVerdict"));
    QVERIFY(text("verdictHeadline").startsWith(QStringLiteral("Genuine")));
    QMimeData mail;
    mail.setData(QStringLiteral("message/rfc822"),
                 asMessage(m_letter, QStringLiteral("Approve at once")));
    Input::take(input(), mail);
    QTRY_VERIFY(m_host->find("mailVerdict")
                && text("verdictHeadline").startsWith(QStringLiteral("Altered")));
    QMimeData pasted;
    pasted.setText(QStringLiteral("pasted"));
    input()->clear();
    Input::take(input(), pasted);
    QCOMPARE(input()->toPlainText(), QStringLiteral("pasted"));
    QVERIFY(!m_host->find("mailVerdict"));
}

void TestCheckMailBlade::whoMayNotIsTold()
{
    m_console->signIn(engineer());
    input()->setPlainText(m_letter.text);
    m_host->press("checkMailNowButton");
    QTRY_VERIFY(m_host->find<MessageBar>("checkMailMessage"));
    QVERIFY(!m_host->find("mailVerdict"));
    QVERIFY(m_host->announcements.front().contains(QStringLiteral("may not")));
}

QTEST_MAIN(TestCheckMailBlade)
#include "tst_checkmailblade.moc"
