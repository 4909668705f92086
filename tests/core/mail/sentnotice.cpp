#include "tests/core/mail/sentnotice.h"

#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"

namespace lockbox::test {

using namespace std::chrono_literals;

SentNotice::SentNotice()
{
    const QString phrase = QStringLiteral("abandon ability able zoo");
    text = compose(samples::noticeOf(NoticeKind::RequestPending,
                                     QStringLiteral("Größer als sonst, see http://x.example & "
                                                    "https&colon;&sol;&sol;y&period;local")),
                   phrase);
    lines = text.lines;
    lines.push_back({QStringLiteral("Verification phrase"), phrase});
    mail = {.from = {.name = QStringLiteral("Customer Lockbox of Contoso"),
                     .address = QStringLiteral("lockbox@contoso.com")},
            .to = {.name = QStringLiteral("Ada"), .address = QStringLiteral("ada@contoso.com")},
            .subject = text.subject,
            .text = text.text,
            .html = text.html,
            .messageId = QStringLiteral("<id-1@contoso.com>"),
            .date = Timestamp(1770325200250ms)};
    MailServer server(QStringLiteral("smtpd.py"), {});
    if (sendMail(server.address(), mail).outcome != SmtpResult::Outcome::Sent)
        qFatal("the notice is not sent");
    raw = server.taken().value(QStringLiteral("raw")).toString().toUtf8();
}

QStringList SentNotice::differences(const QByteArray &received) const
{
    const auto read = readMail(received);
    if (!read)
        return {read.error().message};
    QStringList fields;
    for (const auto &difference : lockbox::differences(*read, mail, lines))
        fields.append(difference.field);
    return fields;
}

} // namespace lockbox::test
