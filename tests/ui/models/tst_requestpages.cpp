#include "ui/models/requestpages.h"

#include <QtTest>

using namespace lockbox::ui;

namespace {

RequestPages::Entry page(int number, int rows = 100)
{
    return {.rows = rows,
            .previous = number == 0 ? QString() : QStringLiteral("before %1").arg(number),
            .next = QStringLiteral("behind %1").arg(number)};
}

} // namespace

/// The window of pages that is held of a long list.
class TestRequestPages : public QObject
{
    Q_OBJECT

private slots:
    void startsEmpty();
    void givesBackInFront();
    void givesBackBehind();
    void keepsOnePage();
};

void TestRequestPages::startsEmpty()
{
    const RequestPages pages;
    QCOMPARE(pages.rows(), 0);
    QVERIFY(pages.atStart());
    QVERIFY(pages.atEnd());
}

void TestRequestPages::givesBackInFront()
{
    RequestPages pages(300);
    for (int i = 0; i < 3; ++i)
        pages.append(page(i));
    QCOMPARE(pages.trimFront(), 0);
    QVERIFY(pages.atStart());
    pages.append(page(3, 50));
    QCOMPARE(pages.trimFront(), 100);
    QCOMPARE(pages.rows(), 250);
    QCOMPARE(pages.previous(), QStringLiteral("before 1"));
    QCOMPARE(pages.next(), QStringLiteral("behind 3"));
}

void TestRequestPages::givesBackBehind()
{
    RequestPages pages(200);
    for (int i = 3; i > 0; --i)
        pages.prepend(page(i));
    QCOMPARE(pages.trimBack(), 100);
    QCOMPARE(pages.previous(), QStringLiteral("before 1"));
    QCOMPARE(pages.next(), QStringLiteral("behind 2"));
    QCOMPARE(pages.count(), 2);
}

void TestRequestPages::keepsOnePage()
{
    RequestPages pages(50);
    pages.append(page(0));
    QCOMPARE(pages.trimFront(), 0);
    QCOMPARE(pages.trimBack(), 0);
    QCOMPARE(pages.rows(), 100);
}

QTEST_GUILESS_MAIN(TestRequestPages)
#include "tst_requestpages.moc"
