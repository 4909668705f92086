#include "ui/widgets/errortext.h"

#include <QSet>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

namespace {

Error wrongState(const QString &state)
{
    return {.code = ErrorCode::WrongState,
            .message = QStringLiteral("the request can't be approved"),
            .state = state,
            .decidedBy = QStringLiteral("alex@contoso.com"),
            .decidedAt = Timestamp(std::chrono::milliseconds(1770318715000))};
}

} // namespace

/// Refusals say what happened, why, and what to do.
class TestErrorText : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeMakesWholeSentences();
    void aLostRaceTellsWhoAndWhen();
    void anExpiredRequestTellsThatNobodyDecided();
    void anEndedAccessTellsWhoApproved();
    void anUnknownStateKeepsTheErrorsWords();
    void choicesAreListed();
    void storeErrorsSayWhatToDo();
    void aBrokenLogSaysHowToGoOn();
};

void TestErrorText::everyCodeMakesWholeSentences()
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const QString text = errorText({.code = static_cast<ErrorCode>(code),
                                        .message = QStringLiteral("the reason must not be empty")});
        QVERIFY2(text.at(0).isUpper() && text.endsWith(QLatin1Char('.')), qPrintable(text));
        QVERIFY(!errorText({.code = static_cast<ErrorCode>(code)}).isEmpty());
    }
}

void TestErrorText::aLostRaceTellsWhoAndWhen()
{
    QCOMPARE(errorText(wrongState(QStringLiteral("denied"))),
             QStringLiteral("This is no longer possible. Denied, decided by alex@contoso.com on 5 "
                            "February 2026 20:11 (2026-02-05 19:11 UTC)."));
}

void TestErrorText::anExpiredRequestTellsThatNobodyDecided()
{
    const QString text = errorText(wrongState(QStringLiteral("expired")));
    QVERIFY2(text.contains(QStringLiteral("nobody had decided in time")), qPrintable(text));
}

void TestErrorText::anEndedAccessTellsWhoApproved()
{
    const QString text = errorText(wrongState(QStringLiteral("completed")));
    QVERIFY2(text.contains(QStringLiteral("access has already ended")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("alex@contoso.com")), qPrintable(text));
}

void TestErrorText::anUnknownStateKeepsTheErrorsWords()
{
    QVERIFY(errorText(wrongState({})).startsWith(QStringLiteral("The request can't be approved.")));
}

void TestErrorText::choicesAreListed()
{
    const QString text = errorText({.code = ErrorCode::Ambiguous,
                                    .message = QStringLiteral("EXSR1 fits two requests"),
                                    .candidates = {QStringLiteral("one"), QStringLiteral("two")}});
    QCOMPARE(text, QStringLiteral("EXSR1 fits two requests. Choose one of: one, two."));
}

void TestErrorText::storeErrorsSayWhatToDo()
{
    QSet<QString> texts;
    for (const ErrorCode code :
         {ErrorCode::StoreMissing, ErrorCode::StoreLocked, ErrorCode::StoreDamaged,
          ErrorCode::StoreForeign, ErrorCode::StoreTooNew, ErrorCode::StoreUnwritable,
          ErrorCode::StoreUnreachable, ErrorCode::StoreConflict, ErrorCode::StoreFull}) {
        const QString text = errorText({.code = code, .message = QStringLiteral("/a/b")});
        QVERIFY2(text.count(QLatin1Char('.')) >= 1, qPrintable(text));
        texts.insert(text);
    }
    QCOMPARE(texts.size(), 9);
}

void TestErrorText::aBrokenLogSaysHowToGoOn()
{
    const QString text = errorText(
        {.code = ErrorCode::LogBroken, .message = QStringLiteral("the log was rolled back")});
    QVERIFY2(text.startsWith(QStringLiteral("The log was rolled back. Was a backup put back")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("lockbox log pin --replace")), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_errortext.moc"
