#include "core/domain/accessrequest.h"
#include "ui/delegates/requestdelegate.h"
#include "ui/models/requestroles.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

/// The rows of a list of requests as they are painted: by their colours, in both themes.
class TestRequestDelegate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void paintsTheWholeRow_data();
    void paintsTheWholeRow();
    void paintsShortTimeInAnotherColour();
    void paintsTheStateAsABadge();
    void paintsTheSecondTextWhereThereIsRoom();
    void rowsHaveOneHeight();

private:
    QImage painted(QStyle::State state = QStyle::State_Enabled, int width = 200);
    bool holds(const QImage &image, Token token) const;

    std::unique_ptr<QStandardItemModel> m_model;
    RequestDelegate m_delegate;
};

void TestRequestDelegate::init()
{
    m_model = std::make_unique<QStandardItemModel>(1, 1);
    m_delegate.setHoveredRow(-1);
    Theme::instance().apply(ThemeMode::Light);
}

QImage TestRequestDelegate::painted(QStyle::State state, int width)
{
    QImage image(width, RequestDelegate::rowHeight, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.state = state;
    option.font = Theme::instance().font(TextStyle::Body);
    m_delegate.paint(&painter, option, m_model->index(0, 0));
    return image;
}

bool TestRequestDelegate::holds(const QImage &image, Token token) const
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

void TestRequestDelegate::paintsTheWholeRow_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestRequestDelegate::paintsTheWholeRow()
{
    QFETCH(bool, dark);
    Theme::instance().apply(dark ? ThemeMode::Dark : ThemeMode::Light);
    const auto back = [&](QStyle::State state) { return painted(state).pixelColor(1, 1); };
    QCOMPARE(back(QStyle::State_Enabled), Theme::instance().color(Token::Surface));
    QCOMPARE(back(QStyle::State_Enabled | QStyle::State_Selected),
             Theme::instance().color(Token::SelectedRow));
    m_delegate.setHoveredRow(0);
    QCOMPARE(back(QStyle::State_Enabled), Theme::instance().color(Token::HoveredRow));
    // What is chosen is seen to be chosen under the pointer as well.
    QCOMPARE(back(QStyle::State_Enabled | QStyle::State_Selected),
             Theme::instance().color(Token::SelectedRow));
    m_delegate.setHoveredRow(1);
    QCOMPARE(back(QStyle::State_Enabled), Theme::instance().color(Token::Surface));
}

void TestRequestDelegate::paintsShortTimeInAnotherColour()
{
    QStandardItem *item = m_model->item(0, 0) ? m_model->item(0, 0) : new QStandardItem;
    m_model->setItem(0, 0, item);
    item->setText(QStringLiteral("MMMMMM"));
    item->setData(static_cast<int>(RequestColumn::TimeLeft), RequestColumnRole);
    item->setData(qint64(RequestDelegate::shortSeconds + 1), SecondsLeftRole);
    QVERIFY(!holds(painted(), Token::Bad));
    item->setData(qint64(RequestDelegate::shortSeconds), SecondsLeftRole);
    QVERIFY(holds(painted(), Token::Bad));
    item->setData(QVariant(), SecondsLeftRole);
    QVERIFY(!holds(painted(), Token::Bad));
}

void TestRequestDelegate::paintsTheStateAsABadge()
{
    auto *item = new QStandardItem;
    m_model->setItem(0, 0, item);
    item->setData(static_cast<int>(RequestColumn::ActionStatus), RequestColumnRole);
    item->setData(static_cast<int>(RequestState::Pending), RequestStateRole);
    QVERIFY(holds(painted(), Token::WaitBack));
    item->setData(static_cast<int>(RequestState::Denied), RequestStateRole);
    QVERIFY(holds(painted(), Token::BadBack));
    QVERIFY(!holds(painted(), Token::WaitBack));
}

void TestRequestDelegate::paintsTheSecondTextWhereThereIsRoom()
{
    auto *item = new QStandardItem(QStringLiteral("Microsoft Engineer"));
    m_model->setItem(0, 0, item);
    item->setData(static_cast<int>(RequestColumn::Requestor), RequestColumnRole);
    const QImage alone = painted(QStyle::State_Enabled, 300);
    item->setData(QStringLiteral("a.novak"), SecondTextRole);
    QVERIFY(painted(QStyle::State_Enabled, 300) != alone);
    item->setData(QString(), SecondTextRole);
    const QImage narrow = painted(QStyle::State_Enabled, 130);
    item->setData(QStringLiteral("a.novak"), SecondTextRole);
    QCOMPARE(painted(QStyle::State_Enabled, 130), narrow);
}

void TestRequestDelegate::rowsHaveOneHeight()
{
    QCOMPARE(m_delegate.sizeHint({}, m_model->index(0, 0)).height(), RequestDelegate::rowHeight);
}

QTEST_MAIN(TestRequestDelegate)
#include "tst_requestdelegate.moc"
