#include "ui/widgets/statebadge.h"
#include "ui/widgets/statetext.h"

#include <QPainter>
#include <QSet>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

/// A badge tells a state by icon and word, never by colour alone.
class TestStateBadge : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void statesOfOneColourDifferInTheirIcon();
    void isNamedByItsWord();
    void paintsWithinItsPlace();
};

void TestStateBadge::statesOfOneColourDifferInTheirIcon()
{
    QSet<QPair<int, QString>> faces;
    for (const RequestState state : allRequestStates()) {
        const StateFace face = stateFace(state);
        faces.insert({static_cast<int>(face.text), face.icon});
    }
    // Rejected and denied are both a no, of one party or the other; their words differ.
    QCOMPARE(static_cast<size_t>(faces.size()), allRequestStates().size() - 1);
}

void TestStateBadge::isNamedByItsWord()
{
    StateBadge badge(RequestState::Pending);
    QCOMPARE(badge.accessibleName(), QStringLiteral("Pending"));
    const int narrow = badge.sizeHint().width();
    badge.setState(RequestState::Expired);
    QCOMPARE(badge.accessibleName(), stateText(RequestState::Expired));
    QVERIFY(badge.sizeHint().width() > narrow);
}

void TestStateBadge::paintsWithinItsPlace()
{
    QImage image(200, 60, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const QRect place(20, 10, 60, 40); // too narrow for the word
    {
        QPainter painter(&image);
        paintStateBadge(painter, place, RequestState::Completed);
    }
    bool painted = false;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 0)
                continue;
            painted = true;
            QVERIFY2(place.adjusted(0, 0, 2, 0).contains(x, y),
                     qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
        }
    }
    QVERIFY(painted);
}

QTEST_MAIN(TestStateBadge)
#include "tst_statebadge.moc"
