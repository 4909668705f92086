#include "core/api/call.h"

#include <QTest>

using namespace lockbox::api;
using namespace std::chrono_literals;

/// What was found out answers who asks the same, if it was found out after they asked.
class TestNews : public QObject
{
    Q_OBJECT

private slots:
    void answersWhoAskedBefore();
    void nothingOldAnswersANewQuestion();
    void eachQuestionHasItsOwn();
    void keepsTheNewest();
    void holdsNoMoreThanSome();
};

static const QString question = QStringLiteral("abe after=7");
static const News::Instant noon = News::Instant() + 12h;

static QByteArray bodyOf(const std::optional<Answer> &answer)
{
    return answer ? answer->body : QByteArray("nothing");
}

void TestNews::answersWhoAskedBefore()
{
    News news;
    news.keep(question, noon, textAnswer("eight"));
    QCOMPARE(bodyOf(news.find(question, noon - 30s)), QByteArray("eight"));
    QCOMPARE(bodyOf(news.find(question, noon)), QByteArray("eight"));
}

void TestNews::nothingOldAnswersANewQuestion()
{
    News news;
    news.keep(question, noon, textAnswer("eight"));
    QVERIFY(!news.find(question, noon + 1ns));
    // A question of which nobody knows when it was asked is looked up.
    QVERIFY(!news.find(question, Question().asked));
}

void TestNews::eachQuestionHasItsOwn()
{
    News news;
    news.keep(question, noon, textAnswer("eight"));
    news.keep(QStringLiteral("ada after=7"), noon, textAnswer("nine"));
    QCOMPARE(bodyOf(news.find(question, noon)), QByteArray("eight"));
    QVERIFY(!news.find(QStringLiteral("abe after=8"), noon));
}

void TestNews::keepsTheNewest()
{
    News news;
    news.keep(question, noon, textAnswer("eight"));
    news.keep(question, noon + 1s, textAnswer("nine"));
    QCOMPARE(bodyOf(news.find(question, noon + 1s)), QByteArray("nine"));
}

void TestNews::holdsNoMoreThanSome()
{
    News news;
    int held = 0;
    constexpr int many = 5000;
    for (int i = 0; i < many; ++i)
        news.keep(QString::number(i), noon, textAnswer("eight"));
    for (int i = 0; i < many; ++i)
        held += news.find(QString::number(i), noon) ? 1 : 0;
    QVERIFY(held > 0 && held <= 1000);
}

QTEST_GUILESS_MAIN(TestNews)
#include "tst_news.moc"
