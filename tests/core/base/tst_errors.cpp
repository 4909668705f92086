#include "core/base/result.h"

#include <QSet>
#include <QTest>

using namespace lockbox;

/// Refusals: the short list of codes, their names, and how they are handed on.
class TestErrors : public QObject
{
    Q_OBJECT

private slots:
    void codes_data();
    void codes();
    void namesAreUnique();
    void made();
    void handedOn();
    void compared();
};

static constexpr ErrorCode lastCode = ErrorCode::Internal;

/// Does not compile with a code it doesn't know (-Wswitch): a new one belongs into this table.
static const char *slugOf(ErrorCode code)
{
    using enum ErrorCode;
    switch (code) {
    case InvalidArgument: return "invalidArgument";
    case NotFound: return "notFound";
    case Ambiguous: return "ambiguous";
    case AlreadyExists: return "alreadyExists";
    case NotPermitted: return "notPermitted";
    case WrongState: return "wrongState";
    case ChangedMeanwhile: return "changedMeanwhile";
    case NotSupported: return "notSupported";
    case StoreMissing: return "storeMissing";
    case StoreLocked: return "storeLocked";
    case StoreDamaged: return "storeDamaged";
    case StoreForeign: return "storeForeign";
    case StoreTooNew: return "storeTooNew";
    case StoreUnwritable: return "storeUnwritable";
    case StoreUnreachable: return "storeUnreachable";
    case StoreConflict: return "storeConflict";
    case StoreFull: return "storeFull";
    case OutcomeUnknown: return "outcomeUnknown";
    case LogBroken: return "logBroken";
    case Interrupted: return "interrupted";
    case SignInRequired: return "signInRequired";
    case TooManyTries: return "tooManyTries";
    case Unreachable: return "unreachable";
    case Internal: return "internal";
    }
    return "";
}

void TestErrors::codes_data()
{
    QTest::addColumn<ErrorCode>("code");
    for (int i = 0; i <= static_cast<int>(lastCode); ++i)
        QTest::newRow(slugOf(ErrorCode(i))) << ErrorCode(i);
}

void TestErrors::codes()
{
    QFETCH(ErrorCode, code);
    const QString slug = QString::fromLatin1(slugOf(code));
    QCOMPARE(toSlug(code), slug);
    QCOMPARE(isStoreError(code), slug.startsWith(QStringLiteral("store")));
}

void TestErrors::namesAreUnique()
{
    QSet<QString> slugs;
    for (int i = 0; i <= static_cast<int>(lastCode); ++i)
        slugs.insert(toSlug(ErrorCode(i)));
    QCOMPARE(slugs.size(), 24);
}

void TestErrors::made()
{
    const Result<int> missing = failure(ErrorCode::NotFound, QStringLiteral("there is no x"));
    QVERIFY(!missing.has_value());
    QVERIFY(missing.error()
            == (Error{.code = ErrorCode::NotFound, .message = QStringLiteral("there is no x")}));
    const Result<int> wrong = invalid(QStringLiteral("limit"), QStringLiteral("limit is odd"));
    QVERIFY(wrong.error()
            == (Error{.code = ErrorCode::InvalidArgument,
                      .message = QStringLiteral("limit is odd"),
                      .field = QStringLiteral("limit")}));
    const Result<int> good = 5;
    QCOMPARE(good.value(), 5);
}

void TestErrors::handedOn()
{
    Error error{.code = ErrorCode::Ambiguous, .message = QStringLiteral("which one")};
    error.candidates = {QStringLiteral("a"), QStringLiteral("b")};
    error.state = QStringLiteral("pending");
    error.decidedBy = QStringLiteral("alex@contoso.example");
    error.decidedAt = Timestamp(std::chrono::milliseconds(5));
    const Result<int> inner = Failure(error);
    const Result<QString> outer = failure(inner);
    QVERIFY(!outer.has_value());
    QVERIFY(outer.error() == error);
    const Result<void> nothing = failure(inner);
    QVERIFY(nothing.error() == error);
}

void TestErrors::compared()
{
    const Error plain{.code = ErrorCode::WrongState, .message = QStringLiteral("too late")};
    Error timed = plain;
    timed.decidedAt = Timestamp();
    QVERIFY(plain == Error(plain));
    QVERIFY(!(plain == timed));
    QCOMPARE(Error().code, ErrorCode::Internal);
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
