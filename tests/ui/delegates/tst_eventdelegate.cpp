#include "core/domain/event.h"
#include "ui/delegates/eventdelegate.h"
#include "ui/models/eventroles.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

/// The rows of the list of events as they are painted: by their colours.
class TestEventDelegate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void decisionsAreSeenByTheirColour();
    void everyKindHasAnIcon();
    void aFlawIsRed();
    void theRequestLooksLikeALink();
    void hoveredAndChosenRowsAreWhole();

private:
    QImage painted(QStyle::State state = QStyle::State_Enabled);
    void put(EventColumn column, EventKind kind, const QString &text);
    static bool holds(const QImage &image, Token token);

    QStandardItemModel m_model{1, 1};
    EventDelegate m_delegate;
};

void TestEventDelegate::init()
{
    Theme::instance().apply(ThemeMode::Light);
    m_delegate.setHoveredRow(-1);
    m_model.setItem(0, 0, new QStandardItem);
}

void TestEventDelegate::put(EventColumn column, EventKind kind, const QString &text)
{
    QStandardItem *item = m_model.item(0, 0);
    item->setText(text);
    item->setData(static_cast<int>(column), EventColumnRole);
    item->setData(static_cast<int>(kind), EventKindRole);
    item->setData(false, EventFlawRole);
}

QImage TestEventDelegate::painted(QStyle::State state)
{
    QImage image(240, EventDelegate::rowHeight, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.state = state;
    option.font = Theme::instance().font(TextStyle::Body);
    m_delegate.paint(&painter, option, m_model.index(0, 0));
    return image;
}

bool TestEventDelegate::holds(const QImage &image, Token token)
{
    const QRgb wanted = Theme::instance().color(token).rgb();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == wanted)
                return true;
        }
    }
    return false;
}

void TestEventDelegate::decisionsAreSeenByTheirColour()
{
    put(EventColumn::What, EventKind::RequestApproved, {});
    QVERIFY(holds(painted(), Token::Good));
    put(EventColumn::What, EventKind::RequestDenied, {});
    QVERIFY(holds(painted(), Token::Bad));
    put(EventColumn::What, EventKind::RequestSubmitted, {});
    QVERIFY(!holds(painted(), Token::Good) && !holds(painted(), Token::Bad));
}

void TestEventDelegate::everyKindHasAnIcon()
{
    put(EventColumn::Time, EventKind::LogStarted, {});
    const QImage nothing = painted();
    for (const EventKind kind : allEventKinds()) {
        put(EventColumn::What, kind, {});
        QVERIFY2(painted() != nothing, qPrintable(toSlug(kind)));
    }
}

void TestEventDelegate::aFlawIsRed()
{
    put(EventColumn::What, EventKind::RequestSubmitted, QStringLiteral("MMM"));
    QVERIFY(!holds(painted(), Token::Bad));
    m_model.item(0, 0)->setData(true, EventFlawRole);
    QVERIFY(holds(painted(), Token::Bad));
    QVERIFY(!holds(painted(), Token::Text));
}

void TestEventDelegate::theRequestLooksLikeALink()
{
    put(EventColumn::Request, EventKind::RequestSubmitted, QStringLiteral("MMM"));
    QVERIFY(holds(painted(), Token::AccentText));
    put(EventColumn::Actor, EventKind::RequestSubmitted, QStringLiteral("MMM"));
    QVERIFY(!holds(painted(), Token::AccentText));
}

void TestEventDelegate::hoveredAndChosenRowsAreWhole()
{
    const auto back = [&](QStyle::State state) { return painted(state).pixelColor(1, 1); };
    QCOMPARE(back(QStyle::State_Enabled), Theme::instance().color(Token::Surface));
    QCOMPARE(back(QStyle::State_Enabled | QStyle::State_Selected),
             Theme::instance().color(Token::SelectedRow));
    m_delegate.setHoveredRow(0);
    QCOMPARE(back(QStyle::State_Enabled), Theme::instance().color(Token::HoveredRow));
}

QTEST_MAIN(TestEventDelegate)
#include "tst_eventdelegate.moc"
