#include "ui/theme/theme.h"
#include "ui/widgets/logbadge.h"

#include <QtTest>

using namespace lockbox::ui;

/// The badge says with an icon, a colour and words how it stands with the log.
class TestLogBadge : public QObject
{
    Q_OBJECT

private slots:
    void init() { Theme::instance().apply(ThemeMode::Light); }
    void isHiddenWithoutWords();
    void hasWordsForTheEyeAndForReaders();
    void isAsWideAsItsWords();
    void looksOtherInEachState_data();
    void looksOtherInEachState();
    void showsTheFocus();

private:
    static bool holds(const QWidget &widget, Token token)
    {
        const QImage image = const_cast<QWidget &>(widget).grab().toImage();
        const QRgb wanted = Theme::instance().color(token).rgb();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixel(x, y) == wanted)
                    return true;
            }
        }
        return false;
    }
};

void TestLogBadge::isHiddenWithoutWords()
{
    QWidget window;
    LogBadge badge(&window);
    window.show();
    QVERIFY(!badge.isVisible());
    badge.tell(LogBadge::State::Good, QStringLiteral("Log verified"), QStringLiteral("Log"), {});
    QVERIFY(badge.isVisible());
    badge.tell(LogBadge::State::Open, {}, {}, {});
    QVERIFY(!badge.isVisible());
}

void TestLogBadge::hasWordsForTheEyeAndForReaders()
{
    LogBadge badge;
    badge.tell(LogBadge::State::Good, QStringLiteral("Log verified 14:05"), QStringLiteral("Log"),
               QStringLiteral("All of it <b>\nline"));
    QCOMPARE(badge.accessibleName(), QStringLiteral("Log verified 14:05, open the Audit log"));
    QCOMPARE(badge.accessibleDescription(), QStringLiteral("All of it <b>\nline"));
    QVERIFY(badge.toolTip().contains(QStringLiteral("&lt;b&gt;")));
    badge.setShort(true);
    QCOMPARE(badge.shownText(), QStringLiteral("Log"));
    QCOMPARE(badge.accessibleName(), QStringLiteral("Log verified 14:05, open the Audit log"));
}

void TestLogBadge::isAsWideAsItsWords()
{
    LogBadge badge;
    badge.tell(LogBadge::State::Good, QStringLiteral("Log verified 14:05"), QStringLiteral("Log"),
               {});
    const int wide = badge.sizeHint().width();
    badge.setShort(true);
    QVERIFY(badge.sizeHint().width() < wide);
    QCOMPARE(badge.minimumSizeHint(), badge.sizeHint());
}

void TestLogBadge::looksOtherInEachState_data()
{
    QTest::addColumn<LogBadge::State>("state");
    QTest::addColumn<Token>("shown");
    QTest::addColumn<Token>("never");
    QTest::newRow("good") << LogBadge::State::Good << Token::Good << Token::Bad;
    QTest::newRow("open") << LogBadge::State::Open << Token::SecondText << Token::Good;
    QTest::newRow("busy") << LogBadge::State::Busy << Token::Accent << Token::Good;
    QTest::newRow("bad") << LogBadge::State::Bad << Token::BadBack << Token::Good;
}

void TestLogBadge::looksOtherInEachState()
{
    QFETCH(LogBadge::State, state);
    QFETCH(Token, shown);
    QFETCH(Token, never);
    LogBadge badge;
    badge.tell(state, QStringLiteral("Log MMM"), QStringLiteral("Log"), {});
    badge.resize(badge.sizeHint());
    QVERIFY(holds(badge, shown));
    QVERIFY(!holds(badge, never));
}

void TestLogBadge::showsTheFocus()
{
    LogBadge badge;
    badge.tell(LogBadge::State::Good, QStringLiteral("Log"), QStringLiteral("Log"), {});
    badge.resize(badge.sizeHint());
    badge.show();
    badge.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&badge));
    badge.clearFocus();
    QVERIFY(!holds(badge, Token::Accent));
    badge.setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(holds(badge, Token::Accent));
}

QTEST_MAIN(TestLogBadge)
#include "tst_logbadge.moc"
