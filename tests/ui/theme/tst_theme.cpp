#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lockbox::ui;

namespace {

/// WCAG 2.1: relative luminance of sRGB.
double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// Two tokens that meet, and how much they must differ.
struct Pair {
    const char *name;
    Token front;
    Token back;
    double least;
};

constexpr double text = 4.5;
constexpr double meaningfulLine = 3.0;

const std::vector<Pair> &pairs()
{
    using enum Token;
    static const std::vector<Pair> all = {
        {"text on window", Text, Window, text},
        {"text on surface", Text, Surface, text},
        {"text on raised", Text, Raised, text},
        {"text on navigation", Text, Navigation, text},
        {"text on selected row", Text, SelectedRow, text},
        {"text on hovered row", Text, HoveredRow, text},
        {"text on pressed navigation", Text, Line, text},
        {"second on window", SecondText, Window, text},
        {"second on surface", SecondText, Surface, text},
        {"second on raised", SecondText, Raised, text},
        {"second on navigation", SecondText, Navigation, text},
        {"second on selected row", SecondText, SelectedRow, text},
        {"second on hovered row", SecondText, HoveredRow, text},
        {"on accent", OnAccent, Accent, text},
        {"on hovered accent", OnAccent, AccentHover, text},
        {"on pressed accent", OnAccent, AccentPressed, text},
        {"link on window", AccentText, Window, text},
        {"link on surface", AccentText, Surface, text},
        {"link on raised", AccentText, Raised, text},
        {"link on navigation", AccentText, Navigation, text},
        {"link on selected row", AccentText, SelectedRow, text},
        {"good on its back", Good, GoodBack, text},
        {"good on surface", Good, Surface, text},
        {"wait on its back", Wait, WaitBack, text},
        {"wait on surface", Wait, Surface, text},
        {"bad on its back", Bad, BadBack, text},
        {"bad on surface", Bad, Surface, text},
        {"bad on selected row", Bad, SelectedRow, text},
        {"bad on hovered row", Bad, HoveredRow, text},
        {"bad on navigation", Bad, Navigation, text},
        {"ended on its back", Ended, EndedBack, text},
        {"text on good", Text, GoodBack, text},
        {"text on wait", Text, WaitBack, text},
        {"text on bad", Text, BadBack, text},
        {"text on ended", Text, EndedBack, text},
        {"focus on window", Accent, Window, meaningfulLine},
        {"focus on surface", Accent, Surface, meaningfulLine},
        {"focus on raised", Accent, Raised, meaningfulLine},
        {"focus on navigation", Accent, Navigation, meaningfulLine},
        {"focus on selected row", Accent, SelectedRow, meaningfulLine},
        {"field on window", StrongLine, Window, meaningfulLine},
        {"field on surface", StrongLine, Surface, meaningfulLine},
        {"field on raised", StrongLine, Raised, meaningfulLine},
        {"field on navigation", StrongLine, Navigation, meaningfulLine},
    };
    return all;
}

QDir icons()
{
    return QDir(QStringLiteral(LOCKBOX_SOURCE_DIR "/resources/icons"));
}

} // namespace

/// Both schemes can be read, are applied, and every icon paints.
class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrast_data();
    void contrast();
    void everyTokenHasAColourInBothSchemes();
    void switchesTheWholeApplication();
    void fillsEveryPlaceOfTheStyleSheet();
    void textSizesFollowTheDesign();
    void iconsPaintInTheirTokensColour_data();
    void iconsPaintInTheirTokensColour();
    void focusRingIsVisible();
    void ascendingRowsHaveAnArrowUpwards_data();
    void ascendingRowsHaveAnArrowUpwards();
    void rowsOfAComboBoxAreAsHighAsOthers();
};

void TestTheme::contrast_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const bool dark : {false, true}) {
        for (const Pair &pair : pairs())
            QTest::addRow("%s, %s", dark ? "dark" : "light", pair.name)
                << Theme::color(pair.front, dark) << Theme::color(pair.back, dark) << pair.least;
    }
}

void TestTheme::contrast()
{
    QFETCH(const QColor, front);
    QFETCH(const QColor, back);
    QFETCH(const double, least);
    const double measured = ::contrast(front, back);
    QVERIFY2(measured >= least, qPrintable(QStringLiteral("%1 on %2: %3, wanted %4")
                                               .arg(front.name(), back.name())
                                               .arg(measured, 0, 'f', 2)
                                               .arg(least)));
}

void TestTheme::everyTokenHasAColourInBothSchemes()
{
    for (int token = 0; token <= static_cast<int>(Token::EndedBack); ++token) {
        for (const bool dark : {false, true})
            QVERIFY2(Theme::color(static_cast<Token>(token), dark).isValid(),
                     qPrintable(QStringLiteral("token %1").arg(token)));
    }
}

void TestTheme::switchesTheWholeApplication()
{
    Theme &theme = Theme::instance();
    theme.apply(ThemeMode::Light);
    QVERIFY(!theme.isDark());
    QCOMPARE(qApp->palette().color(QPalette::Window), Theme::color(Token::Window, false));
    QSignalSpy changed(&theme, &Theme::changed);
    theme.apply(ThemeMode::Dark);
    QCOMPARE(changed.size(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.mode(), ThemeMode::Dark);
    QCOMPARE(qApp->palette().color(QPalette::Window), Theme::color(Token::Window, true));
    QVERIFY(qApp->styleSheet().contains(Theme::color(Token::Accent, true).name()));
}

void TestTheme::fillsEveryPlaceOfTheStyleSheet()
{
    Theme::instance().apply(ThemeMode::Light);
    QVERIFY(qApp->styleSheet().size() > 1000);
    QVERIFY2(!qApp->styleSheet().contains(QLatin1Char('@')), "a placeholder names no token");
}

void TestTheme::textSizesFollowTheDesign()
{
    const Theme &theme = Theme::instance();
    QCOMPARE(theme.font(TextStyle::Body).pointSizeF(), 10.5); // 14 px at 96 dpi
    QCOMPARE(theme.font(TextStyle::Caption).pointSizeF(), 9.0);
    QCOMPARE(theme.font(TextStyle::Number).pointSizeF(), 21.0);
    QCOMPARE(theme.font(TextStyle::Body).weight(), QFont::Normal);
    QCOMPARE(theme.font(TextStyle::Heading).weight(), QFont::DemiBold);
}

void TestTheme::iconsPaintInTheirTokensColour_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = icons().entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 20);
    for (const QString &file : files)
        QTest::addRow("%s", qPrintable(file)) << QFileInfo(file).baseName();
}

void TestTheme::iconsPaintInTheirTokensColour()
{
    QFETCH(const QString, name);
    Theme::instance().apply(ThemeMode::Light);
    const QImage image =
        Theme::instance().icon(name, Token::Bad).pixmap(QSize(40, 40), 1.0).toImage();
    const QColor wanted = Theme::color(Token::Bad, false);
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() < 250)
                continue;
            ++painted;
            QVERIFY(qAbs(color.red() - wanted.red()) < 4 && qAbs(color.blue() - wanted.blue()) < 4);
        }
    }
    QVERIFY2(painted > 10, "nothing was painted");
}

void TestTheme::focusRingIsVisible()
{
    Theme::instance().apply(ThemeMode::Light);
    QWidget window;
    QPushButton button(QStringLiteral("Save"), &window);
    QPushButton other(QStringLiteral("Other"), &window);
    other.move(0, 60);
    window.resize(200, 120);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    other.setFocus();
    const QImage without = button.grab().toImage();
    button.setFocus();
    QTRY_VERIFY(button.hasFocus());
    const QImage with = button.grab().toImage();
    // Two pixels deep at the left edge's middle.
    const int middle = with.height() / 2;
    for (int x = 0; x < 2; ++x) {
        QCOMPARE(with.pixelColor(x, middle), Theme::color(Token::Accent, false));
        QVERIFY(without.pixelColor(x, middle) != Theme::color(Token::Accent, false));
    }
}

void TestTheme::ascendingRowsHaveAnArrowUpwards_data()
{
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::newRow("ascending") << Qt::AscendingOrder;
    QTest::newRow("descending") << Qt::DescendingOrder;
}

void TestTheme::ascendingRowsHaveAnArrowUpwards()
{
    QFETCH(Qt::SortOrder, order);
    Theme::instance().apply(ThemeMode::Light);
    QTableWidget table(1, 1);
    table.setHorizontalHeaderLabels({QString()});
    table.setSortingEnabled(true);
    table.sortByColumn(0, order);
    table.resize(200, 200);
    table.show();
    const QHeaderView *header = table.horizontalHeader();
    const QImage image = header->viewport()->grab().toImage();
    const QColor back = Theme::color(Token::Surface, false);
    // Beside the lines around a section. The arrow is widest where it doesn't point to.
    const QRect inside = QRect(0, 0, header->sectionSize(0), image.height()).adjusted(2, 2, -4, -4);
    std::vector<int> widths;
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        int first = -1;
        int last = -1;
        for (int x = inside.left(); x <= inside.right(); ++x) {
            if (image.pixelColor(x, y) == back)
                continue;
            first = first < 0 ? x : first;
            last = x;
        }
        if (first >= 0)
            widths.push_back(last - first + 1);
    }
    QVERIFY(widths.size() > 3);
    const auto widest = std::max_element(widths.begin(), widths.end()) - widths.begin();
    QCOMPARE(2 * widest > static_cast<std::ptrdiff_t>(widths.size()), order == Qt::AscendingOrder);
}

void TestTheme::rowsOfAComboBoxAreAsHighAsOthers()
{
    Theme::instance().apply(ThemeMode::Light);
    QComboBox box;
    box.addItems({QStringLiteral("One"), QStringLiteral("Two")});
    box.show();
    box.showPopup();
    QVERIFY(box.view()->sizeHintForRow(0) >= 32);
    box.hidePopup();
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
