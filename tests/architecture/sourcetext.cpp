#include "tests/architecture/sourcetext.h"

#include <QRegularExpression>

namespace lockbox::architecture {

namespace {

/// Walks over a file's characters once and sorts them into code, comments and literals.
class Scanner
{
public:
    Scanner(const QString &content, SourceText &into) : m_content(content), m_into(into) {}

    void run()
    {
        while (m_at < m_content.size())
            step();
        m_into.lineCount = m_content.endsWith(QLatin1Char('\n')) ? m_line - 1 : m_line;
        endLine();
    }

private:
    bool startsWith(const char *text) const
    {
        return QStringView(m_content).mid(m_at).startsWith(QLatin1String(text));
    }

    QChar take()
    {
        const QChar c = m_content.at(m_at++);
        if (c == QLatin1Char('\n'))
            endLine();
        return c;
    }

    void endLine()
    {
        m_into.code.push_back({m_line++, m_code});
        m_code.clear();
    }

    void step()
    {
        if (startsWith("//"))
            skipTo(QStringLiteral("\n"), false);
        else if (startsWith("/*"))
            skipTo(QStringLiteral("*/"), true);
        else if (m_code.trimmed().startsWith(QStringLiteral("#include")))
            takeInclude();
        else if (startsWith("R\""))
            takeRawString();
        else if (startsWith("\""))
            takeQuoted(QLatin1Char('"'));
        else if (startsWith("'") && (m_code.isEmpty() || !m_code.back().isDigit()))
            takeQuoted(QLatin1Char('\''));
        else if (const QChar c = take(); c != QLatin1Char('\n'))
            m_code.append(c);
    }

    /// Up to the mark, which is skipped too where `past` is set.
    void skipTo(const QString &mark, bool past)
    {
        const auto found = m_content.indexOf(mark, m_at);
        const auto end = found < 0 ? m_content.size() : found + (past ? mark.size() : 0);
        while (m_at < end)
            take();
    }

    void takeInclude()
    {
        const auto end = m_content.indexOf(QLatin1Char('\n'), m_at);
        const auto rest = m_content.mid(m_at, end < 0 ? -1 : end - m_at);
        static const QRegularExpression name(QStringLiteral("\"[^\"]+\"|<[^>]+>"));
        if (const auto match = name.match(rest); match.hasMatch())
            m_into.includes.push_back({m_line, match.captured()});
        m_at += rest.size();
        if (m_at < m_content.size())
            take();
    }

    void takeRawString()
    {
        m_at += 2;
        const auto open = m_content.indexOf(QLatin1Char('('), m_at);
        const QString close = QStringLiteral(")%1\"").arg(m_content.mid(m_at, open - m_at));
        const auto end = m_content.indexOf(close, open);
        Piece literal{m_line, m_content.mid(open + 1, end - open - 1)};
        m_code.append(QStringLiteral("\"\""));
        const auto past = end < 0 ? m_content.size() : end + close.size();
        while (m_at < past)
            take();
        m_into.literals.push_back(literal);
    }

    void takeQuoted(QChar quote)
    {
        Piece literal{m_line, {}};
        take();
        while (m_at < m_content.size() && m_content.at(m_at) != quote) {
            if (m_content.at(m_at) == QLatin1Char('\\') && m_at + 1 < m_content.size())
                literal.text.append(take());
            literal.text.append(take());
        }
        if (m_at < m_content.size())
            take();
        m_code.append(quote).append(quote);
        if (quote == QLatin1Char('"'))
            m_into.literals.push_back(literal);
    }

    const QString &m_content;
    SourceText &m_into;
    QString m_code;
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace

QString SourceText::folder() const
{
    return path.section(QLatin1Char('/'), 0, -2);
}

SourceText parseSource(const QString &path, const QString &content)
{
    SourceText source;
    source.path = path;
    Scanner(content, source).run();
    return source;
}

} // namespace lockbox::architecture
