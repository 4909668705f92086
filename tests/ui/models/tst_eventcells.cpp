#include "eventshelf.h"

#include "ui/models/eventcells.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

namespace {

Event denial()
{
    Event one = sampleEvent(1234, EventKind::RequestDenied);
    one.request = RequestId(QUuid::createUuid());
    one.reference = QStringLiteral("EXSR359123");
    one.details = {{QStringLiteral("comment"), QStringLiteral("not\ntoday")}};
    return one;
}

QStringList cells(const std::function<QString(EventColumn)> &cell)
{
    QStringList texts;
    for (int column = 0; column < eventColumnCount; ++column)
        texts.append(cell(static_cast<EventColumn>(column)));
    return texts;
}

} // namespace

/// What the list of events says in its cells, to the eye and to screen readers.
class TestEventCells : public QObject
{
    Q_OBJECT

private slots:
    void hasNamedColumns();
    void saysARow();
    void readsARowAsASentence();
    void tellsMoreOnHover();
    void theClockHasNoRole();
};

void TestEventCells::hasNamedColumns()
{
    QCOMPARE(
        cells(eventColumnName),
        (QStringList{QStringLiteral("Time"), QStringLiteral("Who"), QStringLiteral("Role"),
                     QStringLiteral("What"), QStringLiteral("Request"), QStringLiteral("Number")}));
}

void TestEventCells::saysARow()
{
    const Event event = denial();
    QCOMPARE(
        cells([&](EventColumn column) { return eventCellText(event, column); }),
        (QStringList{QStringLiteral("2026-02-06 09:34:00"), QStringLiteral("ada@contoso.example"),
                     QStringLiteral("Global administrator"),
                     QStringLiteral("Denied access: “not today”"), QStringLiteral("EXSR359123"),
                     QStringLiteral("1,234")}));
}

void TestEventCells::readsARowAsASentence()
{
    QCOMPARE(eventCellSpoken(denial(), EventColumn::Time, false),
             QStringLiteral("6 February 2026 09:34:00, ada@contoso.example as Global "
                            "administrator, Denied access: “not today”, request EXSR359123, "
                            "event 1,234"));
    QVERIFY(eventCellSpoken(denial(), EventColumn::Time, true)
                .endsWith(QStringLiteral("verification found something wrong here")));
    QCOMPARE(eventCellSpoken(denial(), EventColumn::Request, false),
             QStringLiteral("Request: EXSR359123"));
}

void TestEventCells::tellsMoreOnHover()
{
    const Event event = denial();
    QCOMPARE(eventCellToolTip(event, EventColumn::Time).toString(),
             QStringLiteral("2026-02-06 08:34:00 UTC"));
    QVERIFY(eventCellToolTip(event, EventColumn::Request)
                .toString()
                .contains(event.request.toString()));
    QVERIFY(eventCellToolTip(event, EventColumn::Number).isNull());
    QVERIFY(eventCellToolTip(sampleEvent(1), EventColumn::Request).isNull());
}

void TestEventCells::theClockHasNoRole()
{
    const Event ended{.seq = 2, .at = noon(), .kind = EventKind::RequestExpired};
    QCOMPARE(eventCellText(ended, EventColumn::Actor), QStringLiteral("The clock"));
    QVERIFY(eventCellText(ended, EventColumn::Role).isEmpty());
    QVERIFY(eventCellToolTip(ended, EventColumn::Role).isNull());
}

QTEST_GUILESS_MAIN(TestEventCells)
#include "tst_eventcells.moc"
