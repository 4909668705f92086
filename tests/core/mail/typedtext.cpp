#include "tests/core/mail/typedtext.h"

#include <QRegularExpression>

namespace lockbox::test {

static const QStringList &pieces()
{
    static const QStringList all = {QStringLiteral("http"),
                                    QStringLiteral("https"),
                                    QStringLiteral("://"),
                                    QStringLiteral("//"),
                                    QStringLiteral("www"),
                                    QStringLiteral("."),
                                    QStringLiteral("."),
                                    QStringLiteral("com"),
                                    QStringLiteral("evil"),
                                    QStringLiteral("@"),
                                    QStringLiteral(":"),
                                    QStringLiteral(" "),
                                    QStringLiteral("\n"),
                                    QStringLiteral("<a "),
                                    QStringLiteral("href="),
                                    QStringLiteral("\""),
                                    QStringLiteral(">"),
                                    QStringLiteral("mailto"),
                                    QStringLiteral("tel"),
                                    QStringLiteral("h323"),
                                    QStringLiteral("callto"),
                                    QStringLiteral("file"),
                                    QStringLiteral("1"),
                                    QStringLiteral("127"),
                                    QStringLiteral("192.168"),
                                    QStringLiteral("\\\\"),
                                    QStringLiteral("\\"),
                                    QStringLiteral("C:"),
                                    QStringLiteral("<img src="),
                                    QStringLiteral("&#46;"),
                                    QStringLiteral("&amp;"),
                                    QStringLiteral("\u3002"),
                                    QStringLiteral("\uFF0E"),
                                    QStringLiteral("\uFF61"),
                                    QStringLiteral("\u2024"),
                                    QStringLiteral("\uFE52"),
                                    QStringLiteral("\uFF20"),
                                    QStringLiteral("\uFF1A"),
                                    QStringLiteral("\u202E"),
                                    QStringLiteral("-"),
                                    QStringLiteral("/x"),
                                    QStringLiteral("?q="),
                                    QStringLiteral("münchen"),
                                    QStringLiteral("例え"),
                                    QStringLiteral("xn--80ak6aa"),
                                    QStringLiteral("de"),
                                    QStringLiteral("\t"),
                                    QStringLiteral("\u00A0"),
                                    QStringLiteral("ftp"),
                                    QStringLiteral("["),
                                    QStringLiteral("]"),
                                    QStringLiteral("[.]"),
                                    QStringLiteral("("),
                                    QStringLiteral(")"),
                                    QStringLiteral("\u200B"),
                                    QStringLiteral("\u00AD"),
                                    QStringLiteral("\u3164"),
                                    QStringLiteral("\U0001F600"),
                                    QStringLiteral("localhost"),
                                    QStringLiteral("8080"),
                                    QStringLiteral("::1"),
                                    QStringLiteral("2001:db8"),
                                    QStringLiteral("\r\n"),
                                    QStringLiteral("%1"),
                                    QStringLiteral("%2"),
                                    QStringLiteral(","),
                                    QStringLiteral("anna@contoso.com")};
    return all;
}

QString typedText(std::mt19937 &engine)
{
    constexpr size_t anyCharacter = 8;
    constexpr size_t mostPieces = 14;
    QString text;
    for (size_t left = 1 + engine() % mostPieces; left > 0; --left) {
        const char16_t any = char16_t(engine());
        text += engine() % anyCharacter == 0
                    ? QString(QChar(any))
                    : pieces().at(qsizetype(engine() % size_t(pieces().size())));
    }
    return text;
}

QStringList linkable(const QString &text)
{
    static const QString dot = QStringLiteral("[.\\x{3002}\\x{FF0E}\\x{FF61}\\x{2024}\\x{FE52}]");
    static const QRegularExpression form(
        QStringLiteral(
            // A scheme with something behind it.
            "[a-z][a-z0-9+.-]*[:\\x{FF1A}\\x{FE55}]\\S*[\\p{L}\\p{N}/\\\\]"
            // Shares, and addresses without scheme.
            "|[/\\\\\\x{FF0F}\\x{FF3C}]{2}"
            // Hosts and numbers of hosts.
            "|\\p{L}\\p{M}*%1[\\p{L}\\p{N}]\\S*|[\\p{L}\\p{N}]\\p{M}*%1\\p{L}\\S*"
            "|[0-9]+(?:%1[0-9]+){2,}"
            // Mail.
            "|[^\\s][@\\x{FF20}\\x{FE6B}]|[@\\x{FF20}\\x{FE6B}][^\\s]")
            .arg(dot),
        QRegularExpression::CaseInsensitiveOption);
    QStringList found;
    for (auto it = form.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    return found;
}

} // namespace lockbox::test
