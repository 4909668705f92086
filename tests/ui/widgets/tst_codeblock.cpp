#include "ui/theme/theme.h"
#include "ui/widgets/codeblock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QtTest>

using namespace lockbox::ui;

/// Hashes and the like are seen whole, in whatever width, and taken as they are.
class TestCodeBlock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void isAsHighAsItsText();
    void isCopiedWithoutBreaks();
    void keepsWhatIsChosen();
    void letsTabAndEscapeThrough();
};

namespace {

struct Window : QWidget {
    Window()
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(block);
        layout->addStretch();
        resize(600, 400);
        show();
        activateWindow();
    }
    /// Nothing of the text lies outside of what is seen.
    bool isWhole() const
    {
        return block->document()->size().height() <= block->viewport()->height()
               && block->verticalScrollBar()->maximum() == 0;
    }

    CodeBlock *block = new CodeBlock(QStringLiteral("Leaf hash"));
};

const QString hash = QString(64, QLatin1Char('a'));

} // namespace

void TestCodeBlock::isAsHighAsItsText()
{
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.block->setCode(hash);
    QCoreApplication::processEvents();
    QVERIFY(window.isWhole());
    const int wide = window.block->height();
    window.resize(200, 400);
    QCoreApplication::processEvents();
    QVERIFY(window.isWhole());
    QVERIFY(window.block->height() > wide);
    QVERIFY(window.block->width() <= 200);
}

void TestCodeBlock::isCopiedWithoutBreaks()
{
    Window window;
    window.resize(200, 400);
    window.block->setCode(hash);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.block->setFocus();
    QTest::keySequence(window.block, QKeySequence::SelectAll);
    QTest::keySequence(window.block, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), hash);
}

void TestCodeBlock::keepsWhatIsChosen()
{
    Window window;
    window.block->setCode(hash);
    window.block->selectAll();
    window.block->setCode(hash);
    QCOMPARE(window.block->textCursor().selectedText(), hash);
    window.block->setCode(QStringLiteral("b"));
    QCOMPARE(window.block->toPlainText(), QStringLiteral("b"));
}

void TestCodeBlock::letsTabAndEscapeThrough()
{
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *next = new CodeBlock(QStringLiteral("Leaf"));
    window.layout()->addWidget(next);
    next->show();
    window.block->setFocus();
    QTest::keyClick(window.block, Qt::Key_Tab);
    QVERIFY(next->hasFocus());
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(next, &escape);
    QVERIFY(!escape.isAccepted());
    QCOMPARE(window.block->accessibleName(), QStringLiteral("Leaf hash"));
}

QTEST_MAIN(TestCodeBlock)
#include "tst_codeblock.moc"
