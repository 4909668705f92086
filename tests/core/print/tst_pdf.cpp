#include "core/print/pdf.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPalette>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace lockbox;

/// HTML as a PDF file, made by a program that has no display.
class TestPdf : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingIsPrintedWithoutFonts();
    void displayIsNotNeeded();
    void pieceIsASheetOfA4();
    void piecesBeginOnNewSheets();
    void longPieceTakesSeveralSheets();
    void sheetsAreNumbered();
    void inkIsBlackWhateverTheDesktop();
    void textCanBeCopied();
    void nothingFromOutsideIsOpened();
    void threadsPrintAtTheSameTime();
    void failuresAreToldAndPassedOn();

private:
    QString path() const { return m_folder.filePath(QStringLiteral("out.pdf")); }
    QByteArray printed(const QStringList &pieces) const;

    QTemporaryDir m_folder;
    std::unique_ptr<PrintingWithoutDisplay> m_printing;
};

namespace {

HtmlPieces piecesOf(const QStringList &pieces)
{
    return [=](const PrintHtml &print) -> Result<void> {
        for (const QString &piece : pieces) {
            if (auto ok = print(piece); !ok)
                return ok;
        }
        return {};
    };
}

qsizetype sheetsOf(const QByteArray &pdf)
{
    return pdf.count("/Type /Page\n");
}

/// What is drawn, as PDF's operators.
QByteArray drawing(const QByteArray &pdf)
{
    QByteArray all;
    const QByteArray begin = ">>\nstream\n";
    for (qsizetype at = pdf.indexOf(begin); at >= 0; at = pdf.indexOf(begin, at + 1)) {
        const qsizetype start = at + begin.size();
        const qsizetype end = pdf.indexOf("endstream", start);
        // Not the data about the document; a size that it may turn out to have comes first.
        if (pdf.at(start) == 'x')
            all += qUncompress(QByteArray("\0\0\x40\0", 4) + pdf.mid(start, end - start));
    }
    return all;
}

QString paragraphs(int count)
{
    return QStringLiteral("<p>A line of text</p>").repeated(count);
}

} // namespace

void TestPdf::initTestCase()
{
    // As on a machine without anything to show things on.
    for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        qunsetenv(name);
}

QByteArray TestPdf::printed(const QStringList &pieces) const
{
    const auto done = printPdf(path(), QStringLiteral("The title"), piecesOf(pieces));
    if (!done)
        qFatal("%s", qPrintable(done.error().message));
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPdf::nothingIsPrintedWithoutFonts()
{
    QVERIFY(!QCoreApplication::instance());
    const auto refused = printPdf(path(), QStringLiteral("The title"), piecesOf({}));
    QVERIFY(!refused);
    QVERIFY(!QFile::exists(path()));
}

void TestPdf::displayIsNotNeeded()
{
    m_printing = std::make_unique<PrintingWithoutDisplay>();
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("offscreen"));
    const PrintingWithoutDisplay another; // Does no harm.
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("offscreen"));
}

void TestPdf::pieceIsASheetOfA4()
{
    const QByteArray pdf = printed({QStringLiteral("<h1>Hello</h1>")});
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.endsWith("%%EOF\n"));
    QCOMPARE(sheetsOf(pdf), 1);
    static const QRegularExpression a4(
        QStringLiteral("/MediaBox \\[0 0 (595|595\\.\\d+) (841\\.\\d+|842|842\\.\\d+)\\]"));
    QVERIFY(a4.match(QString::fromLatin1(pdf)).hasMatch());
    // UTF-16 with its mark.
    QVERIFY(pdf.contains(QByteArray("/Title (\xfe\xff\0T\0h\0e", 16)));
}

void TestPdf::piecesBeginOnNewSheets()
{
    const QString piece = QStringLiteral("<p>Short</p>");
    QCOMPARE(sheetsOf(printed({piece, piece, piece})), 3);
}

void TestPdf::longPieceTakesSeveralSheets()
{
    const auto sheets = sheetsOf(printed({paragraphs(500)}));
    QVERIFY2(sheets > 5 && sheets < 25, qPrintable(QString::number(sheets)));
    // Words that are longer than the paper is wide go on in the next line.
    QCOMPARE(sheetsOf(printed({QString(100000, u'x')})),
             sheetsOf(printed({QString(100000, u'x')})));
    QVERIFY(sheetsOf(printed({QString(100000, u'x')})) > 5);
}

void TestPdf::sheetsAreNumbered()
{
    // Each sheet has its footer, of which the title is as long as there is room for it.
    const QByteArray one = drawing(printed({QStringLiteral("<p></p>")}));
    const QByteArray two = drawing(printed({QStringLiteral("<p></p>"), QStringLiteral("<p></p>")}));
    QVERIFY(one.count("Tj") > 0);
    QCOMPARE(two.count("Tj"), 2 * one.count("Tj"));
}

void TestPdf::inkIsBlackWhateverTheDesktop()
{
    const QByteArray light = drawing(printed({QStringLiteral("<p>Text</p>")}));
    QPalette dark = QGuiApplication::palette();
    dark.setColor(QPalette::Text, QColor(255, 255, 255));
    dark.setColor(QPalette::WindowText, QColor(255, 255, 255));
    const QPalette former = QGuiApplication::palette();
    QGuiApplication::setPalette(dark);
    const QByteArray onDark = drawing(printed({QStringLiteral("<p>Text</p>")}));
    QGuiApplication::setPalette(former);
    QVERIFY(light.contains("Tj"));
    QCOMPARE(onDark.count("1 1 1 scn"), light.count("1 1 1 scn"));
    QCOMPARE(onDark.count("0 0 0 scn"), light.count("0 0 0 scn"));
}

void TestPdf::textCanBeCopied()
{
    const QByteArray pdf =
        printed({QStringLiteral("<p>2026-02-06 09:10:11 (1)+(2) 3/4=5 file flow</p>")});
    // Each glyph is told with its character; a form of a sign that stands for none would be missing, and so would letters that are
    // drawn as one.
    for (const char sign : QByteArray("-:()+/=fi"))
        QVERIFY2(pdf.contains("<00" + QByteArray(1, sign).toHex().toUpper() + "> "),
                 QByteArray(1, sign).constData());
    QVERIFY(!pdf.contains("<FB01>") && !pdf.contains("<FB02>"));
}

void TestPdf::nothingFromOutsideIsOpened()
{
    const QString picture = m_folder.filePath(QStringLiteral("picture.png"));
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(0);
    QVERIFY(image.save(picture));
    const QString style = m_folder.filePath(QStringLiteral("style.css"));
    QFile file(style);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("p { page-break-before: always; }");
    file.close();
    const QByteArray pdf = printed(
        {QStringLiteral("<html><head><link rel=\"stylesheet\" type=\"text/css\" href=\"%2\">"
                        "<style>@import url(%2);</style></head><body><p>a</p><p>b</p>"
                        "<img src=\"%1\"><img src=\"file://%1\"></body></html>")
             .arg(picture, style)});
    QVERIFY(!pdf.contains("/Width 64"));
    QCOMPARE(sheetsOf(pdf), 1);
}

// A console prints while its window lives on.
void TestPdf::threadsPrintAtTheSameTime()
{
    const qsizetype expected = sheetsOf(printed({paragraphs(300)}));
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this, i] {
            (void)printPdf(m_folder.filePath(QString::number(i)), {}, piecesOf({paragraphs(300)}));
        });
    for (std::thread &thread : threads)
        thread.join();
    for (int i = 0; i < 4; ++i) {
        QFile file(m_folder.filePath(QString::number(i)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(sheetsOf(file.readAll()), expected);
    }
}

void TestPdf::failuresAreToldAndPassedOn()
{
    const QString nowhere = m_folder.filePath(QStringLiteral("missing/out.pdf"));
    const auto unwritten = printPdf(nowhere, QStringLiteral("The title"), piecesOf({}));
    QVERIFY(!unwritten);
    QCOMPARE(unwritten.error().code, ErrorCode::StoreUnwritable);
    QVERIFY(unwritten.error().message.contains(nowhere));
    const auto stopped = printPdf(path(), {}, [](const PrintHtml &) {
        return failure(ErrorCode::Interrupted, QStringLiteral("stopped"));
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
    const QString full = QStringLiteral("/dev/full");
    if (QFile::exists(full))
        QVERIFY(!printPdf(full, {}, piecesOf({paragraphs(2000)})));
}

QTEST_APPLESS_MAIN(TestPdf)
#include "tst_pdf.moc"
