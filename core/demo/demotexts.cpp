#include "core/demo/demotexts.h"

#include "core/demo/demowords.h"

#include <algorithm>
#include <bit>

namespace lockbox::demo {

namespace {

/// The lists of demowords.h as texts, made once.
const QStringList &texts(const Words &words)
{
    static const std::vector<QStringList> all = [] {
        std::vector<QStringList> lists(wordLists().size());
        std::transform(wordLists().begin(), wordLists().end(), lists.begin(),
                       [](const WordList &list) {
                           QStringList lines;
                           for (const char *line : list)
                               lines.append(QString::fromUtf8(line));
                           return lines;
                       });
        return lists;
    }();
    return all[size_t(words)];
}

struct ServiceWords {
    const char *service;
    const char *letters;
    Words symptoms;
    Words needs;
};

const ServiceWords &wordsOf(const QString &service)
{
    static const std::vector<ServiceWords> table = {
        {"Exchange", "EXSR", Words::ExchangeSymptoms, Words::ExchangeNeeds},
        {"SharePoint", "SPSR", Words::SharePointSymptoms, Words::SharePointNeeds},
        {"OneDrive", "ODSR", Words::OneDriveSymptoms, Words::OneDriveNeeds},
        {"Teams", "TMSR", Words::TeamsSymptoms, Words::TeamsNeeds},
    };
    const auto found = std::find_if(table.begin(), table.end(), [&](const ServiceWords &words) {
        return service == QLatin1String(words.service);
    });
    return found == table.end() ? table.front() : *found;
}

/// Each word of the list is half as frequent as the one before it.
QString rareWord(Random &random)
{
    const QStringList &words = texts(Words::Rare);
    const auto halvings = std::countr_zero(random.below(quint64(1) << 40) | (quint64(1) << 40));
    return words.at(std::min<qsizetype>(halvings, words.size() - 1));
}

/// How often in a hundred something is written at all, and from what.
struct Habit {
    unsigned percent;
    Words words;
};

Habit habitOf(Occasion occasion)
{
    switch (occasion) {
    case Occasion::Authorize: return {30, Words::AuthorizeRemarks};
    case Occasion::Reject: return {100, Words::RejectRemarks};
    case Occasion::Approve: return {45, Words::ApproveRemarks};
    case Occasion::Deny: return {100, Words::DenyRemarks};
    case Occasion::CancelByEngineer: return {80, Words::EngineerCancelRemarks};
    case Occasion::CancelByApprover: return {90, Words::ApproverCancelRemarks};
    case Occasion::Revoke: return {85, Words::RevokeRemarks};
    case Occasion::Complete: return {60, Words::CompleteRemarks};
    case Occasion::Action: break;
    }
    return {100, Words::Actions};
}

} // namespace

QString reasonText(Random &random, const QString &service)
{
    const ServiceWords &words = wordsOf(service);
    const QString &symptom = random.pick(texts(words.symptoms));
    const QString &place = random.pick(texts(Words::Places));
    const QString &need = random.pick(texts(words.needs));
    QString text =
        symptom + QLatin1Char(' ') + place + QStringLiteral("; ") + need + QLatin1Char('.');
    if (random.below(64) == 0)
        text += QStringLiteral(" Project ") + rareWord(random) + QLatin1Char('.');
    return text;
}

QString remarkText(Random &random, Occasion occasion)
{
    const Habit habit = habitOf(occasion);
    if (!random.percent(habit.percent))
        return {};
    QString text = random.pick(texts(habit.words));
    if (occasion == Occasion::Action)
        text += QLatin1Char(' ') + random.pick(texts(Words::ActionEnds));
    return text;
}

QString caseLetters(const QString &service)
{
    return QLatin1String(wordsOf(service).letters);
}

} // namespace lockbox::demo
