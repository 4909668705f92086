#include "core/mail/check.h"

#include "core/base/timetext.h"
#include "core/mail/charset.h"
#include "core/mail/htmlpieces.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockbox {

using Difference = MailVerdict::Difference;

namespace {

/// No more of a difference is shown.
constexpr qsizetype longestPiece = 300;

/// One blank between words, no marks of quotation.
QString plain(const QString &text)
{
    static const QRegularExpression quotes(QStringLiteral("^[> \\t]+"),
                                           QRegularExpression::MultilineOption);
    return withSingleBlanks(QString(text).remove(quotes));
}

/// Compares two plain texts, fact by fact as they follow each other.
class TextComparison
{
public:
    TextComparison(const QString &found, const QString &expected,
                   const std::vector<LetterBody::Line> &lines, bool hasColons)
        : m_found(found), m_expected(expected)
    {
        for (const LetterBody::Line &line : lines)
            m_facts.push_back({.label = line.label,
                               .mark = hasColons ? line.label + QLatin1Char(':') : line.label,
                               .value = plain(line.value)});
    }

    std::vector<Difference> differences()
    {
        if (m_found == m_expected)
            return {};
        if (const qsizetype place = m_found.indexOf(m_expected); place >= 0) {
            const QString more = m_found.left(place) + m_found.mid(place + m_expected.size());
            add(QStringLiteral("Text added"), {}, more.trimmed());
            return m_all;
        }
        compareFacts();
        compareRest();
        if (m_all.empty())
            add(QStringLiteral("Text"), m_expected, m_found);
        return m_all;
    }

private:
    struct Fact {
        QString label;
        QString mark; ///< What it begins with.
        QString value;
    };

    void add(const QString &field, const QString &expected, const QString &found)
    {
        m_all.push_back({.field = field,
                         .expected = expected.left(longestPiece),
                         .found = found.left(longestPiece)});
    }

    /// Whether `what` stands at `at` as whole words.
    bool standsAt(const QString &text, qsizetype at, const QString &what) const
    {
        const qsizetype end = at + what.size();
        return QStringView(text).mid(at).startsWith(what)
               && (end == text.size() || text.at(end) == QLatin1Char(' '));
    }

    /// Where the mark begins, at or behind `from`; -1 for nowhere.
    qsizetype placeOf(const QString &text, const QString &mark, qsizetype from) const
    {
        for (qsizetype at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
            if ((at == 0 || text.at(at - 1) == QLatin1Char(' ')) && standsAt(text, at, mark))
                return at;
        }
        return -1;
    }

    /// Where the value of a fact that was changed ends: before the next label that is there, or after as many words as there should be.
    qsizetype endOfChanged(size_t fact, qsizetype start) const
    {
        for (size_t next = fact + 1; next < m_facts.size(); ++next) {
            if (const qsizetype at = placeOf(m_found, m_facts.at(next).mark, start); at >= 0)
                return at;
        }
        qsizetype end = start;
        for (qsizetype words = m_facts.at(fact).value.count(QLatin1Char(' '));
             end >= 0 && words >= 0; --words)
            end = m_found.indexOf(QLatin1Char(' '), end + 1);
        return end < 0 ? m_found.size() : end;
    }

    void compareFacts()
    {
        for (size_t i = 0; i < m_facts.size(); ++i) {
            const Fact &fact = m_facts.at(i);
            const qsizetype at = placeOf(m_found, fact.mark, m_end);
            if (at < 0) {
                add(fact.label, fact.value, {});
                continue;
            }
            if (i == 0)
                m_start = at;
            m_hasLast = i + 1 == m_facts.size();
            const qsizetype blank = fact.value.isEmpty() ? 0 : 1;
            const qsizetype start = std::min(at + fact.mark.size() + blank, m_found.size());
            if (standsAt(m_found, start, fact.value)) {
                m_end = start + fact.value.size();
                continue;
            }
            m_end = endOfChanged(i, start);
            add(fact.label, fact.value, m_found.mid(start, m_end - start).trimmed());
        }
    }

    /// What stands before the facts, and after them.
    void compareRest()
    {
        if (m_start >= 0) {
            const qsizetype start = placeOf(m_expected, m_facts.front().mark, 0);
            compareText(m_expected.left(start).trimmed(), m_found.left(m_start).trimmed());
        }
        if (m_hasLast) {
            const QString last = m_facts.back().mark + QLatin1Char(' ') + m_facts.back().value;
            const qsizetype end = m_expected.lastIndexOf(last) + last.size();
            compareText(m_expected.mid(end).trimmed(), m_found.mid(m_end).trimmed());
        }
    }

    void compareText(const QString &expected, const QString &found)
    {
        if (expected != found)
            add(QStringLiteral("Text"), expected, found);
    }

    QString m_found;
    QString m_expected;
    std::vector<Fact> m_facts;
    std::vector<Difference> m_all;
    qsizetype m_start = -1; ///< Where the facts begin in what was found.
    qsizetype m_end = 0;    ///< How far it has been compared.
    bool m_hasLast = false; ///< The last fact was found.
};

std::vector<Difference> textDifferences(const ReceivedMail &received, const MailMessage &sent,
                                        const std::vector<LetterBody::Line> &lines)
{
    const QString text = received.text.value_or(QString());
    // Nobody quotes a mail on its way.
    if (received.form == ReceivedMail::Form::Message)
        return TextComparison(withSingleBlanks(text), withSingleBlanks(sent.text), lines, true)
            .differences();
    const QString found = plain(text);
    auto all = TextComparison(found, plain(sent.text), lines, true).differences();
    if (all.empty())
        return all;
    auto copied = TextComparison(found, plain(shownText(sent.html)), lines, false).differences();
    return copied.size() < all.size() ? copied : all;
}

/// The first piece that is another.
std::vector<Difference> htmlDifferences(const QString &received, const QString &sent)
{
    const QStringList found = htmlPieces(received);
    const QStringList expected = htmlPieces(sent);
    if (found == expected)
        return {};
    const auto [e, f] = std::ranges::mismatch(expected, found);
    const auto piece = [](const QStringList &all, auto at) {
        return at == all.end() ? QString() : at->trimmed().left(longestPiece);
    };
    return {{.field = QStringLiteral("HTML part"),
             .expected = piece(expected, e),
             .found = piece(found, f)}};
}

/// Its domain is ASCII and in lower case; other letters stay what they are, for some look like those of ASCII.
QString comparable(const QString &address)
{
    QString result = smtpAddress(address);
    for (QChar &c : result) {
        if (c >= u'A' && c <= u'Z')
            c = c.toLower();
    }
    return result;
}

QString mailboxText(const Mailbox &mailbox)
{
    return mailbox.address.isEmpty() ? mailbox.name
                                     : QStringLiteral("%1 <%2>").arg(mailbox.name, mailbox.address);
}

/// Puts down how a received mail's head differs.
class HeadComparison
{
public:
    std::vector<Difference> take() { return std::move(m_all); }

    void add(const char *field, const QString &expected, const QString &found)
    {
        m_all.push_back({.field = QString::fromLatin1(field),
                         .expected = expected,
                         .found = found.left(longestPiece)});
    }

    void compare(const char *field, const QString &expected, const QString &found)
    {
        if (withSingleBlanks(expected) != withSingleBlanks(found))
            add(field, expected, found);
    }

    void compare(const char *field, const Mailbox &expected, const Mailbox &found)
    {
        if (withSingleBlanks(expected.name) != withSingleBlanks(found.name)
            || comparable(expected.address) != comparable(found.address))
            add(field, mailboxText(expected), mailboxText(found));
    }

private:
    std::vector<Difference> m_all;
};

std::vector<Difference> headerDifferences(const ReceivedMail &received, const MailMessage &sent)
{
    HeadComparison head;
    head.compare("From", sent.from, received.from);
    Mailbox to = received.to;
    // Some servers leave it out.
    if (to.name.isEmpty())
        to.name = sent.to.name;
    head.compare("To", sent.to, to);
    head.compare("Subject", sent.subject, received.subject);
    const auto date = std::chrono::floor<std::chrono::seconds>(sent.date);
    // Mail programs show it as they like.
    if (received.date || received.form == ReceivedMail::Form::Message)
        head.compare("Date", toRfc3339(date),
                     received.date ? toRfc3339(*received.date) : QString());
    head.compare("Fields that no notice has", {}, received.foreign.join(QStringLiteral(", ")));
    head.compare("Fields that are there twice", {}, received.repeated.join(QStringLiteral(", ")));
    return head.take();
}

} // namespace

std::vector<Difference> differences(const ReceivedMail &received, const MailMessage &sent,
                                    const std::vector<LetterBody::Line> &lines)
{
    std::vector<Difference> all;
    const auto add = [&all](const std::vector<Difference> &more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    if (received.hasHeaders())
        add(headerDifferences(received, sent));
    if (received.text || !received.html)
        add(textDifferences(received, sent, lines));
    if (received.html)
        add(htmlDifferences(*received.html, sent.html));
    if (!received.faults.isEmpty())
        add({{.field = QStringLiteral("Form of the mail"),
              .expected = {},
              .found = received.faults.join(QStringLiteral("; ")).left(longestPiece)}});
    if (received.attachments > 0)
        add({{.field = QStringLiteral("Attachments"),
              .expected = QStringLiteral("none"),
              .found = QString::number(received.attachments)}});
    return all;
}

/// What the expression's first group finds in what a mail shows.
static QString shown(const ReceivedMail &received, const QRegularExpression &expression)
{
    for (const QString &text :
         {plain(received.text.value_or(QString())), shownText(received.html.value_or(QString()))}) {
        if (const auto match = expression.match(text); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

QString phraseIn(const ReceivedMail &received)
{
    static const QRegularExpression phrase(
        QStringLiteral("Verification phrase ?:? ?([a-z]+ [a-z]+ [a-z]+ [a-z]+)\\b"));
    return shown(received, phrase);
}

RequestId requestIn(const ReceivedMail &received)
{
    static const QRegularExpression id(QStringLiteral(
        "Request ID\\s*:?\\s*([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"));
    return RequestId::fromString(shown(received, id));
}

} // namespace lockbox
